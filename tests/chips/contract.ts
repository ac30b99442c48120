/**
 * What every family of chips owes the bench, whatever its loader (the interface in `chips/chip.ts`): each deed done, and
 * each broken off by a person, by the cable and by silence. Boards are virtual and so is time: the families keep the
 * patience of life, and a minute of it passes at once.
 */
import { inVirtualTime } from '../../scripts/bench/virtual-time';
import { same, sectorEnd } from '../../scripts/faults/row';
import type { ChipFamily, ChipSession } from '../../src/chips/chip';
import { openSerialLink } from '../../src/links/open-serial-link';
import type { SerialLink } from '../../src/links/serial-link';
import type { VirtualChip } from '../../src/model/board-habits';
import { BenchError } from '../../src/model/problem';
import { createVirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { lifelike } from '../../src/virtual/parts/board-timing';
import { pseudoCode } from '../../src/virtual/parts/demo-image-filler';
import type { Clock } from '../../src/virtual/parts/wire';

export interface Row {
  chip: VirtualChip;
  family: ChipFamily;
  /** Broken off in more places than one: one of each kind of loader is enough. */
  thorough?: true;
}

export const deeds = ['recognise', 'prepare', 'write', 'read', 'checksum', 'erase', 'leave'] as const;
export type Deed = (typeof deeds)[number];

export const faults = ['cancel', 'lost port', 'silence'] as const;
export type Fault = (typeof faults)[number];

/** Within what the flash holds already; no sector of it is blank, so that all are erased and sent. */
export const start = 0x11000;
const usedBytes = 0x30000;
export const image = pseudoCode(0x6000, 5);
export const fast = 921_600;
export const never = new AbortController().signal;
export const untold = () => {};
const unwatched = { attempt: untold, heard: untold };

const stand = ({ chip, family }: Row, clock: Clock) => {
  const board = createVirtualBoard({ chip, timing: lifelike }, clock);
  const used = pseudoCode(usedBytes, 8);
  board.flash.erase(0, usedBytes);
  board.flash.program(0, used);
  const before = board.flash.read(0, board.flash.size);
  const status = { ...board.flash.status };
  const port = createVirtualPort(board);
  let told = untold;
  let deaf = false;
  const { receive, lines } = board;
  let { send } = board;
  Object.defineProperty(board, 'send', {
    get: () => (deaf && send ? untold : send),
    set: (listener: typeof send) => {
      send = listener;
    },
  });
  board.receive = (bytes) => {
    told();
    if (!deaf) receive(bytes);
  };
  board.lines = (state) => {
    told();
    lines(state);
  };
  return {
    family,
    board,
    port,
    before,
    status,
    /** Called as bytes or a change of lines go to the board, before they are there. */
    onEach(work: () => void) {
      told = work;
    },
    /** Neither hears nor says anything; its adapter is still there. */
    deafen(now: boolean) {
      deaf = now;
    },
  };
};
export type Stand = ReturnType<typeof stand>;

/** On a table of its own, in time of its own. */
export const onStand = <T>(row: Row, work: (stand: Stand) => Promise<T>): Promise<T> =>
  inVirtualTime(async (clock) => {
    const table = stand(row, clock);
    try {
      return await work(table);
    } finally {
      table.board.dispose();
    }
  });

/** Whatever becomes of it the port is closed, as the bench does. */
export const withLink = async <T>({ port }: Stand, work: (link: SerialLink) => Promise<T>): Promise<T> => {
  const link = await openSerialLink(port, { baud: 115_200, name: 'virtual' });
  try {
    return await work(link);
  } finally {
    await link.close();
  }
};

export const recognise = ({ family }: Stand, link: SerialLink, signal = never) =>
  family.connect(link, unwatched, signal);

const acts: Readonly<
  Record<Exclude<Deed, 'recognise'>, (session: ChipSession, signal: AbortSignal) => Promise<unknown>>
> = {
  prepare: (session, signal) => session.prepare(fast, signal),
  write: (session, signal) => session.write(image, start, untold, signal),
  read: (session, signal) => session.read(start, 0x4000, untold, signal),
  checksum: (session, signal) => session.checksum(start, 0x4000, signal),
  erase: (session, signal) => session.erase(start, image.length, signal),
  leave: (session) => session.leave(),
};

/** `begins` is called when all that comes before the deed is done. */
export const doDeed = (table: Stand, deed: Deed, begins: () => void = untold, signal = never): Promise<void> =>
  withLink(table, async (link) => {
    if (deed === 'recognise') {
      begins();
      await recognise(table, link, signal);
      table.onEach(untold);
      return;
    }
    const session = await recognise(table, link);
    if (deed !== 'prepare') await session.prepare(fast, never);
    begins();
    await acts[deed](session, signal);
    table.onEach(untold);
  });

/** How often something goes to the board in a deed that nothing disturbs. */
export const countSent = (row: Row, deed: Deed): Promise<number> =>
  onStand(row, async (table) => {
    let sent = 0;
    const begins = () => table.onEach(() => void sent++);
    await doDeed(table, deed, begins);
    return sent;
  });

/** The code a deed ends with when the fault comes as the `at`th goes to the board; `done` when it ends well. */
export const breakOff = async (table: Stand, deed: Deed, fault: Fault, at: number): Promise<string> => {
  const stop = new AbortController();
  const strike = () => {
    if (fault === 'cancel') stop.abort(new BenchError('cancelled'));
    if (fault === 'lost port') table.port.unplug();
    if (fault === 'silence') table.deafen(true);
  };
  const begins = () => {
    let left = at;
    table.onEach(() => --left === 0 && strike());
  };
  try {
    await doDeed(table, deed, begins, stop.signal);
    return 'done';
  } catch (problem) {
    if (problem instanceof BenchError) return problem.code;
    throw problem;
  } finally {
    table.onEach(untold);
  }
};

export const sameOutside = ({ board, before }: Stand): boolean => {
  const flash = board.flash.read(0, board.flash.size);
  const end = sectorEnd(start + image.length);
  return same(flash.subarray(0, start), before.subarray(0, start)) && same(flash.subarray(end), before.subarray(end));
};

export const holdsImage = ({ board }: Stand): boolean => same(board.flash.read(start, image.length), image);

/** Nobody has it, and nothing of the page hangs on its streams. */
export const isFree = ({ port, board }: Stand): boolean =>
  port.readable === null && port.writable === null && board.send === undefined;

/** Right away and without a hand, once the cable is in and the board hears again. */
export const flashAgain = async (table: Stand): Promise<void> => {
  table.deafen(false);
  if (!table.port.connected) table.port.replug();
  await withLink(table, async (link) => {
    const session = await recognise(table, link);
    await session.prepare(fast, never);
    await session.write(image, start, untold, never);
    await session.leave();
  });
};
