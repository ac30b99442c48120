/** Each fault on a session with a make-believe chip: a right flash or a clear failure, and nothing else changed. */
import type { ChipFamily } from '../../src/chips/chip';
import { openSerialLink } from '../../src/links/open-serial-link';
import { BenchError } from '../../src/model/problem';
import { createVirtualBoard, type VirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { lifelike } from '../../src/virtual/parts/board-timing';
import { pseudoCode } from '../../src/virtual/parts/demo-image-filler';
import type { RomSettings } from '../../src/virtual/parts/rom-settings';
import type { BoardSettings } from '../../src/virtual/parts/wire';
import { inVirtualTime } from '../bench/virtual-time';
import { type Row, same, sectorEnd, sectorStart } from './row';

export interface Job {
  start: number;
  size: number;
}
export const usualJob: Job = { start: 0x10000, size: 0xc000 };

export interface Fault {
  habits?: BoardSettings['habits'];
  rom?: RomSettings;
  /** Between chip, adapter and host. */
  meddle?(board: VirtualBoard): void;
  job?: Job;
  /** What the run may end with; `written` if not said. */
  ends?: readonly string[];
  /** It fails every time, for as long as the board has this fault. */
  lasting?: true;
}

export interface Bed {
  chip: BoardSettings['chip'];
  family: () => ChipFamily;
  timing: BoardSettings['timing'];
  /** Of a board that is used. */
  flashBytes: number;
  /** A loader rounds an image up to whole sectors, and leaves the rest of the last one blank. */
  blankTail: boolean;
}

const usedBytes = 0x40000;
const unwatched = { attempt: () => {}, heard: () => {} };
const never = new AbortController().signal;

/** The fifth sector is blank. */
const imageOf = (size: number) => {
  const image = pseudoCode(Math.max(size, 4), 5).slice(0, size);
  return image.fill(0xff, 0x5000, 0x6000);
};

const judge = (bed: Bed, fault: Fault, latencyMs: number): Promise<readonly string[]> =>
  inVirtualTime(async (clock) => {
    const { start, size } = fault.job ?? usualJob;
    const ends = fault.ends ?? ['written'];
    const before = new Uint8Array(bed.flashBytes).fill(0xff);
    before.set(pseudoCode(usedBytes, 8));
    const { habits = {}, rom } = fault;
    const timing = { ...lifelike, ...bed.timing, adapterLatencyMs: latencyMs };
    const board = createVirtualBoard({ chip: bed.chip, flash: before, timing, habits, ...(rom && { rom }) }, clock);
    fault.meddle?.(board);
    const status = { ...board.flash.status };
    const port = createVirtualPort(board);
    const image = imageOf(size);
    const wrong: string[] = [];

    const work = async (): Promise<string> => {
      const link = await openSerialLink(port, { baud: 115_200, name: 'virtual' });
      try {
        const session = await bed.family().connect(link, unwatched, never);
        await session.prepare(921_600, never);
        await session.write(image, start, () => {}, never);
        await session.leave();
        return 'written';
      } catch (fault) {
        if (fault instanceof BenchError) return fault.code;
        throw fault;
      } finally {
        await link.close();
      }
    };

    const from = sectorStart(start);
    const until = sectorEnd(start + size);
    const looks = (end: string) => {
      const flash = board.flash.read(0, before.length);
      if (!same(flash.subarray(0, from), before.subarray(0, from))) wrong.push(`${end}: changed below the range`);
      if (!same(flash.subarray(until), before.subarray(until))) wrong.push(`${end}: changed above the range`);
      const wanted = before.slice(from, until);
      if (bed.blankTail) wanted.fill(0xff, start + size - from);
      wanted.set(image, start - from);
      if (end === 'written' && !same(flash.subarray(from, until), wanted))
        wrong.push('written, and the flash is wrong');
      if (port.readable || board.send) wrong.push(`${end}: the port is held`);
      const { sr1, sr2 } = board.flash.status;
      // What a pulled cable left unprotected is not known any more, and stays so (beken-uart-boot, section 6).
      const known = habits.pullCableAt === undefined;
      if (known && (sr1 !== status.sr1 || sr2 !== status.sr2)) wrong.push(`${end}: the protection was not put back`);
    };

    const end = await work();
    if (!ends.includes(end)) wrong.push(`ended with ${end}`);
    looks(end);
    if (!port.connected) port.replug();
    if (end !== 'written' && !fault.lasting) {
      const again = await work();
      if (again !== 'written') wrong.push(`again: ${again}`);
      looks(again);
    }
    board.dispose();
    return wrong;
  });

export const chipRow = (bed: Bed, latencyMs: number, name: string, fault: Fault): Row => ({
  chip: bed.chip,
  latencyMs,
  fault: name,
  run: () => judge(bed, fault, latencyMs),
});
