/** The part of node-pty below its terminal class, which reads from both ends and so would eat what the board says. */
declare module '@lydell/node-pty/requireBinary.js' {
  export const requireBinary: (file: string) => {
    open(columns: number, rows: number): { master: number; slave: number; pty: string };
  };
}
