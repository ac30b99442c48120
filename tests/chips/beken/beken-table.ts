/** A make-believe Beken board on a table, and a session with it. */
import { createHash } from 'node:crypto';
import { bekenFactsAndSession } from '../../../src/chips/beken/open';
import { type BekenTiming, bekenTiming } from '../../../src/chips/beken/timing';
import { openSerialLink } from '../../../src/links/open-serial-link';
import { BenchError, type Problem } from '../../../src/model/problem';
import { type BekenBoardSettings, createBekenBoard } from '../../../src/virtual/beken/beken-board';
import { bekenTwins } from '../../../src/virtual/beken/twins';
import { realClock } from '../../../src/virtual/clock';
import { createVirtualPort } from '../../../src/virtual/virtual-port';

export const brisk: BekenTiming = {
  ...bekenTiming,
  connectMs: 400,
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
  rebootMs: 2,
};

const instant = { erase4kMs: 0, erase64kMs: 0, page256Ms: 0, crcBytesPerMs: Number.POSITIVE_INFINITY };

export const forever = new AbortController().signal;
export const untold = () => {};
export const unwatched = { attempt: untold, heard: untold };

export const onTable = (
  settings: Partial<BekenBoardSettings> & { twin?: keyof typeof bekenTwins } = {},
  timing: BekenTiming = brisk,
) => {
  const { twin = 't5ai', ...rest } = settings;
  const board = createBekenBoard(
    { chip: bekenTwins[twin], paced: false, latencyMs: 0, timing: instant, ...rest },
    realClock(),
  );
  const port = createVirtualPort(board);
  const open = () => openSerialLink(port, { baud: 115_200, name: 'virtual' });
  const connect = async () => {
    const link = await open();
    try {
      return { link, ...(await bekenFactsAndSession(link, unwatched, timing, forever)) };
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
