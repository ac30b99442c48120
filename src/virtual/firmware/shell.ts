/** The console's line editor, byte by byte (authorize-cli, section 1; key by key as TuyaOpen's own console behaves). */

export interface ShellCommand {
  name: string;
  help: string;
}

export interface ShellIo {
  prompt: string;
  /** Newer consoles take LF as a second Enter; older ones drop it. */
  lfIsEnter: boolean;
  commands: readonly ShellCommand[];
  put(text: string): void;
  /** Answers with lines that are each preceded by CRLF, then calls `done`, at once or later. */
  run(args: readonly string[], done: () => void): void;
}

export interface Shell {
  start(banner: string): void;
  receive(bytes: Uint8Array): void;
}

const lineBytes = 1000;
const historyLines = 8;
const mostArguments = 8;
/** While a command runs nobody reads the UART: what does not fit here is lost. */
const uartBytes = 256;
const nameWidth = 20;

const enter = 0x0d;
const lineFeed = 0x0a;
const escapeKey = 0x1b;

/** Words between spaces; there is no quoting. */
export const splitArguments = (line: string): string[] =>
  line
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, mostArguments);

/** The table that Tab and `help` print. */
export const commandTable = (commands: readonly ShellCommand[]): string =>
  [
    `\r\ncmd${' '.repeat(nameWidth - 3)}\thelp\r\n${'-'.repeat(2 * nameWidth)}`,
    ...commands.map(({ name, help }) => `${name.slice(0, nameWidth).padEnd(nameWidth)}\t${help}`),
  ].join('\r\n');

export const createShell = (io: ShellIo): Shell => {
  let line = '';
  let cursor = 0;
  let history: string[] = [];
  let recalled = 0;
  let escapeAt = 0;
  let started = false;
  let busy = false;
  let uart: number[] = [];

  const prompt = (): void => io.put(`\r\n${io.prompt}`);

  const execute = (): void => {
    if (line === '') {
      prompt();
      return;
    }
    if (history.at(-1) !== line) history = [...history, line].slice(-historyLines);
    recalled = history.length;
    io.put('\r\n');
    busy = true;
    const args = splitArguments(line);
    io.run(args, () => {
      prompt();
      line = '';
      cursor = 0;
      busy = false;
      const held = uart;
      uart = [];
      for (const byte of held) take(byte);
    });
  };

  const erase = (): void => {
    if (cursor === 0) return;
    const rest = line.slice(cursor);
    line = line.slice(0, cursor - 1) + rest;
    cursor--;
    io.put(`\b${rest} \b${'\b'.repeat(rest.length)}`);
  };

  const insert = (letter: string): void => {
    if (line.length >= lineBytes) return;
    const rest = line.slice(cursor);
    line = line.slice(0, cursor) + letter + rest;
    cursor++;
    io.put(`${letter}${rest}${'\b'.repeat(rest.length)}`);
  };

  const complete = (): void => {
    const matches = io.commands.filter(({ name }) => name.startsWith(line));
    if (matches.length === 1) line = matches[0]!.name;
    else if (matches.length > 1) io.put(commandTable(matches));
    cursor = line.length;
    prompt();
    io.put(line);
  };

  const recall = (step: 1 | -1): void => {
    const found = history[recalled + step];
    if (found === undefined) return;
    recalled += step;
    io.put(`\r${' '.repeat(line.length + io.prompt.length)}\r${io.prompt}${found}`);
    line = found;
    cursor = line.length;
  };

  const cursorKey = (key: string): void => {
    if (key === 'A') recall(-1);
    else if (key === 'B') recall(1);
    else if (key === 'C' && cursor < line.length) io.put(line.charAt(cursor++));
    else if (key === 'D' && cursor > 0) {
      cursor--;
      io.put('\b');
    }
  };

  const take = (byte: number): void => {
    if (busy) {
      if (uart.length < uartBytes) uart.push(byte);
    } else if (escapeAt > 0) {
      // ESC [ and one of A-D; anything else ends the sequence and is swallowed.
      if (escapeAt === 2) cursorKey(String.fromCharCode(byte));
      escapeAt = escapeAt === 1 && byte === 0x5b ? 2 : 0;
    } else if (byte === escapeKey) escapeAt = 1;
    else if (byte === enter || (byte === lineFeed && io.lfIsEnter)) execute();
    else if (byte === 0x08 || byte === 0x7f) erase();
    else if (byte === 0x09) complete();
    else if (byte >= 0x20 && byte < 0x7f) insert(String.fromCharCode(byte));
  };

  return {
    start(banner) {
      started = true;
      io.put(banner);
      prompt();
    },
    receive(bytes) {
      // Before the console opens the UART, bytes fall on the floor.
      if (started) for (const byte of bytes) take(byte);
    },
  };
};
