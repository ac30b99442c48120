/** A make-believe Beken board on a table, and a session with it. */
import { createHash } from 'node:crypto';
import { createBekenFamily } from '../../../src/chips/beken/family';
import { type BekenTiming, bekenTiming } from '../../../src/chips/beken/timing';
import { openSerialLink } from '../../../src/links/open-serial-link';
import { BenchError, type Problem } from '../../../src/model/problem';
import type { BekenRomSettings } from '../../../src/virtual/beken/rom-settings';
import { createVirtualBoard } from '../../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../../src/virtual/board/virtual-port';
import { instant } from '../../../src/virtual/parts/board-timing';
import { realClock } from '../../../src/virtual/parts/clock';
import type { BoardSettings } from '../../../src/virtual/parts/wire';

export const brisk: BekenTiming = {
  ...bekenTiming,
  connectMs: 10_000,
  resetMs: 10,
  linkForMs: 150,
  quietMs: 12,
  answerMs: 150,
  eraseMs: 200,
  programMs: 200,
  perMbDigested: 500,
  baudDelayMs: 60,
  baudProbeMs: 150,
  statusMs: 1,
};

export const forever = new AbortController().signal;
export const untold = () => {};
export const unwatched = { attempt: untold, heard: untold };

/** `twin`: the kind of board; the rest is the board's and its ROM's. */
export interface Table extends Omit<BoardSettings, 'chip' | 'timing'>, BekenRomSettings {
  kind?: 't5ai' | 't3' | 'bk7231n';
  paced?: boolean;
  latencyMs?: number;
}

export const onTable = (table: Table = {}, timing: BekenTiming = brisk) => {
  const { kind = 't5ai', paced = false, latencyMs = 0, twin, windowMs, spoil, ...rest } = table;
  const rom = { ...(twin && { twin }), ...(windowMs !== undefined && { windowMs }), ...(spoil && { spoil }) };
  const board = createVirtualBoard(
    { chip: kind, timing: { ...instant, pacedByBaud: paced, adapterLatencyMs: latencyMs }, rom, ...rest },
    realClock(),
  );
  const port = createVirtualPort(board);
  const open = () => openSerialLink(port, { baud: 115_200, name: 'virtual' });
  const connect = async () => {
    const link = await open();
    try {
      const session = await createBekenFamily(timing).connect(link, unwatched, forever);
      return { link, session, facts: session.told };
    } catch (fault) {
      await link.close();
      throw fault;
    }
  };
  return { board, port, open, connect };
};

export const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

export const problemOf = async (work: Promise<unknown>): Promise<Problem | undefined> => {
  try {
    await work;
    return undefined;
  } catch (fault) {
    if (fault instanceof BenchError) return fault.problem;
    throw fault;
  }
};
