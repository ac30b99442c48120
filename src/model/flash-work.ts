/** A stretch of flash in a plan of writing, in bytes; whole sectors, from the start of the flash. */
export interface WorkSpan {
  offset: number;
  size: number;
  /** `keep`: it holds already what it should; `erase`: it shall be blank; `send`: its bytes go over the line. */
  deed: 'keep' | 'send' | 'erase';
}
