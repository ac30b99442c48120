/** A virtual board on a table, with patience for boards that answer at once or never. */
import type { ChipSession, HandshakeWatch } from '../../../src/chips/chip';
import { createEspFamily } from '../../../src/chips/esp/family';
import { espModels } from '../../../src/chips/esp/models';
import { type EspTiming, espTiming } from '../../../src/chips/esp/timing';
import { openSerialLink } from '../../../src/links/open-serial-link';
import type { EspChipId } from '../../../src/model/chip';
import { BenchError, type Problem } from '../../../src/model/problem';
import { createVirtualBoard } from '../../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../../src/virtual/board/virtual-port';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { instant } from '../../../src/virtual/parts/board-timing';
import { realClock } from '../../../src/virtual/parts/clock';
import type { BoardSettings } from '../../../src/virtual/parts/wire';

export const allChips = Object.keys(espModels) as EspChipId[];

export const brisk: EspTiming = {
  ...espTiming,
  connectMs: 250,
  syncMs: 40,
  answerMs: 240,
  perMbWritten: 2000,
  probeMs: 60,
  quietMs: 10,
  resetMs: 4,
  strapMs: [10, 20],
};

export const unwatched: HandshakeWatch = { attempt: () => {}, heard: () => {} };

export const forever = new AbortController().signal;

export const onTable = (settings: BoardSettings, timing: EspTiming = brisk) => {
  const board = createVirtualBoard({ timing: instant, ...settings }, realClock());
  const port = createVirtualPort(board);
  const family = createEspFamily(timing);
  return { board, port, family, open: () => openSerialLink(port, { baud: 115_200, name: 'virtual' }) };
};

/** Runs `work` on a freshly connected board, and frees everything whatever it does. */
export const withSession = async <T>(
  table: ReturnType<typeof onTable>,
  work: (session: ChipSession, link: Awaited<ReturnType<typeof table.open>>) => Promise<T>,
): Promise<T> => {
  const link = await table.open();
  try {
    return await work(await table.family.connect(link, unwatched, new AbortController().signal), link);
  } finally {
    await link.close();
  }
};

export const problemOf = async (work: Promise<unknown>): Promise<Problem | undefined> => {
  try {
    await work;
    return undefined;
  } catch (fault) {
    if (fault instanceof BenchError) return fault.problem;
    throw fault;
  }
};

/** 160 KB from address 0, some ten blocks of which most do not compress away. */
export const smallImage = (chip: EspChipId) => buildImage({ chip, merged: true, appBytes: 0x18000 });

/** A used flash: nothing in it is blank. */
export const usedFlash = (bytes = 4 << 20): Uint8Array => new Uint8Array(bytes).fill(0x5a);
