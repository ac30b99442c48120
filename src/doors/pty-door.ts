/**
 * A port of a virtual board on a pseudo-terminal with a name of choice. It has no modem lines, so nothing can reset the
 * board from there; the line speed is what the client set on it.
 */
import { execFile } from 'node:child_process';
import { closeSync, lstatSync, readlinkSync, symlinkSync, unlinkSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import { garble, sameSpeed } from '../virtual/parts/serial-line';
import { type BoardSide, type Door, DoorError } from './door';

const run = promisify(execFile);
/** Nothing tells us that a client changed its speed, and asking takes a program: so it is asked for no more often. */
const askedEveryMs = 250;
/** Where it is not the chip's, that many times as often. */
const hurry = 25;
/** Nobody reads a port that nobody has open; an adapter forgets those bytes too. */
const mostRetries = 250;
const retryMs = 2;

const stty = async (path: string, ...words: string[]): Promise<string> => {
  const { stdout } = await run('stty', [process.platform === 'darwin' ? '-f' : '-F', path, ...words]);
  return stdout;
};

const openPair = async () => {
  if (process.platform === 'win32')
    throw new DoorError('Windows has no pseudo-terminals; use --rfc2217 <port> instead');
  try {
    const { requireBinary } = await import('@lydell/node-pty/requireBinary.js');
    return requireBinary('pty.node').open(80, 24);
  } catch {
    throw new DoorError('no pseudo-terminal can be had here; use --rfc2217 <port> instead');
  }
};

/** Writes that never block and are given up when nobody takes them. */
const createOutlet = (master: number) => {
  let waiting: Uint8Array[] = [];
  let timer: NodeJS.Timeout | undefined;
  let retries = 0;

  const pump = (): void => {
    timer = undefined;
    while (waiting[0]) {
      let taken = 0;
      try {
        taken = writeSync(master, waiting[0]);
      } catch {
        // EAGAIN: the terminal's buffer is full.
      }
      if (taken === 0) break;
      retries = 0;
      const left = waiting[0].subarray(taken);
      waiting = left.length > 0 ? [left, ...waiting.slice(1)] : waiting.slice(1);
    }
    if (waiting.length === 0) return;
    // Counted, not timed: a computer that is busy elsewhere must not cost bytes.
    if (++retries > mostRetries) waiting = [];
    else timer = setTimeout(pump, retryMs);
  };

  return {
    write(bytes: Uint8Array): void {
      waiting.push(bytes.slice());
      if (!timer) pump();
    },
    close: () => clearTimeout(timer),
  };
};

const link = (from: string, to: string): void => {
  try {
    // A link that an earlier board left behind leads nowhere or to another terminal; anything else is not ours.
    if (lstatSync(from).isSymbolicLink() && readlinkSync(from).startsWith('/dev/')) unlinkSync(from);
  } catch {
    // There is nothing in the way.
  }
  try {
    symlinkSync(to, from);
  } catch (fault) {
    throw new DoorError(`cannot make the link ${from}: ${(fault as NodeJS.ErrnoException).code}`);
  }
};

const unlink = (path: string): void => {
  try {
    unlinkSync(path);
  } catch {
    // Somebody else removed it.
  }
};

/** Throws DoorError where there are no pseudo-terminals or the link cannot be made. */
export const openPty = async (path: string, board: BoardSide, everyMs = askedEveryMs): Promise<Door> => {
  let close: (() => void) | undefined;
  let toHost: Door['toHost'] | undefined;

  const plug = async (): Promise<void> => {
    const { master, slave, pty } = await openPair();
    let speed = board.chipBaud();
    await stty(pty, 'raw', '-echo', String(speed));
    const outlet = createOutlet(master);
    const stream = new ReadStream(master);
    let asked = Number.NEGATIVE_INFINITY;
    let order = Promise.resolve();

    /** The client's speed, as far as it is worth asking while the chip is at `chip`. */
    const speedNow = async (chip: number): Promise<number> => {
      if (performance.now() - asked < (sameSpeed(speed, chip) ? everyMs : everyMs / hurry)) return speed;
      const told = Number(await stty(pty, 'speed'));
      asked = performance.now();
      return told > 0 ? told : speed;
    };
    const take = async (bytes: Uint8Array, chip: number): Promise<void> => {
      const before = speed;
      speed = await speedNow(chip);
      // Asking takes a while, and who asks a chip for another speed changes his own right after: what it still understands
      // was sent before.
      board.hostBaud(sameSpeed(before, chip) ? before : speed);
      board.receive(bytes);
    };
    const give = async (bytes: Uint8Array, sentAt: number): Promise<void> => {
      speed = await speedNow(sentAt);
      outlet.write(garble(bytes, sentAt, speed));
    };
    const inTurn = (work: () => Promise<void>): void => {
      order = order.then(work).catch(() => undefined);
    };
    stream.on('data', (bytes: Buffer) => {
      const chip = board.chipBaud();
      inTurn(() => take(bytes, chip));
    });
    stream.on('error', () => undefined);

    link(path, pty);
    toHost = (bytes, sentAt) => inTurn(() => give(bytes, sentAt));
    close = () => {
      toHost = undefined;
      close = undefined;
      unlink(path);
      outlet.close();
      stream.destroy();
      // Held open so that the terminal lives, and keeps its settings, while no client is there.
      closeSync(slave);
    };
  };

  await plug();
  return {
    offer: path,
    toHost: (bytes, sentAt) => toHost?.(bytes, sentAt),
    unplug: () => close?.(),
    plug: () => void plug().catch(() => undefined),
    close: () => close?.(),
  };
};
