/** Each fault on a make-believe T5AI: a right flash or a clear failure, and nothing else changed. */
import { createBekenFamily } from '../../src/chips/beken/family';
import { type BekenTiming, bekenTiming } from '../../src/chips/beken/timing';
import { openSerialLink } from '../../src/links/open-serial-link';
import { BenchError } from '../../src/model/problem';
import type { RomSettings } from '../../src/virtual/beken/rom-settings';
import { createVirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { lifelike } from '../../src/virtual/parts/board-timing';
import { realClock } from '../../src/virtual/parts/clock';
import { hopeless, spoils } from './answers';

export interface Row {
  family: string;
  latencyMs: number;
  fault: string;
  run(): Promise<readonly string[]>;
}

/** Short, and still longer than the slowest adapter. */
const patience: BekenTiming = {
  ...bekenTiming,
  connectMs: 3000,
  resetMs: 20,
  linkForMs: 300,
  quietMs: 40,
  answerMs: 400,
  eraseMs: 600,
  programMs: 600,
  perMbDigested: 1000,
  baudProbeMs: 400,
  statusMs: 2,
};
const lateMs = 700;

const used = Uint8Array.from({ length: 0x40000 }, (_, at) => (at * 7 + (at >> 9)) & 0xff);
const imageOf = (size: number) =>
  Uint8Array.from({ length: size }, (_, at) => (at >> 12 === 5 ? 0xff : (at * 13 + (at >> 7)) & 0xff));

interface Broken extends RomSettings {
  latencyMs: number;
  /** The cable goes when the host has sent that many bytes. */
  pullAt?: number;
  rtsIsReset?: boolean;
}

interface Job {
  start: number;
  size: number;
}
const usualJob: Job = { start: 0x10000, size: 0xc000 };

const same = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;
const never = new AbortController().signal;

/** What the faults of the row are; empty when all is well. `ends`: what the run may end with. */
const judge = async (settings: Broken, job: Job, ends: readonly string[]): Promise<string[]> => {
  const { latencyMs, pullAt, rtsIsReset, ...rom } = settings;
  const habits = { ...(pullAt !== undefined && { pullCableAt: pullAt }), ...(rtsIsReset && { rtsIsReset }) };
  const timing = { ...lifelike, erase64kMs: 200, page256Ms: 0.5, adapterLatencyMs: latencyMs };
  const board = createVirtualBoard({ chip: 't5ai', flash: used, timing, habits, rom }, realClock());
  const port = createVirtualPort(board);
  const image = imageOf(job.size);
  const wrong: string[] = [];

  const work = async (): Promise<string> => {
    const link = await openSerialLink(port, { baud: 115_200, name: 'virtual' });
    try {
      const session = await createBekenFamily(patience).connect(link, { attempt: () => {}, heard: () => {} }, never);
      await session.prepare(921_600, never);
      await session.write(image, job.start, () => {}, never);
      await session.leave();
      return 'written';
    } catch (fault) {
      if (fault instanceof BenchError) return fault.code;
      throw fault;
    } finally {
      await link.close();
    }
  };

  const looks = (end: string) => {
    const from = job.start - (job.start % 0x1000);
    const until = Math.ceil((job.start + job.size) / 0x1000) * 0x1000;
    const flash = board.flash.read(0, used.length);
    if (!same(flash.subarray(0, from), used.subarray(0, from))) wrong.push(`${end}: changed below the range`);
    if (!same(flash.subarray(until), used.subarray(until))) wrong.push(`${end}: changed above the range`);
    const wanted = used.slice(from, until);
    wanted.set(image, job.start - from);
    if (end === 'written' && !same(flash.subarray(from, until), wanted)) wrong.push('written, and the flash is wrong');
    if (port.readable) wrong.push(`${end}: the port is held`);
    // What a pulled cable left unprotected is not known any more, and stays so (beken-uart-boot, section 6).
    const known = settings.pullAt === undefined;
    if (end === 'written' && known && board.flash.status.sr1 !== 0x1c) wrong.push('the protection was not put back');
  };

  const end = await work();
  if (!ends.includes(end)) wrong.push(`ended with ${end}`);
  looks(end);
  if (!port.connected) port.replug();
  if (end !== 'written' && settings.spoil !== hopeless) {
    const again = await work();
    if (again !== 'written') wrong.push(`again: ${again}`);
    looks(again);
  }
  board.dispose();
  return wrong;
};

const rowsAt = (latencyMs: number): Row[] => {
  const row = (
    fault: string,
    settings: Omit<Broken, 'latencyMs'>,
    job: Job = usualJob,
    ends: readonly string[] = ['written'],
  ): Row => ({ family: 'beken', latencyMs, fault, run: () => judge({ latencyMs, ...settings }, job, ends) });
  const lost = ['port.lost'];
  return [
    ...Object.entries(spoils(lateMs)).map(([name, spoil]) => row(`answers ${name}`, { spoil: spoil() })),
    row('no checksum ever right', { spoil: hopeless }, usualJob, ['flash.write-failed', 'flash.verify-failed']),
    row('cable pulled in the handshake', { pullAt: 12 }, usualJob, lost),
    row('cable pulled at the change of speed', { pullAt: pulledAtSpeedChange }, usualJob, lost),
    row('cable pulled while erasing', { pullAt: 1200 }, usualJob, lost),
    row('cable pulled while writing', { pullAt: 20_000 }, usualJob, lost),
    row('chip resets when the port is opened anew', { rtsIsReset: true }),
    row('speed refused by the chip', { twin: { fastest: 460_800 } }),
    row('unknown flash', { twin: { flashId: 0x179999 } }),
    row('flash id in a short frame', { twin: { miscountsFlashId: true } }),
    row('register echoed with one more', { twin: { echoesOneMore: true } }),
    row('from 0x11000', {}, { start: 0x11000, size: 0xc000 }),
    row('from 0x1234', {}, { start: 0x1234, size: 0xc000 }),
    row('ends off a sector', {}, { start: 0x10000, size: 0xc123 }),
    row('ends on a block', {}, { start: 0x10000, size: 0x10000 }),
    row('one byte', {}, { start: 0x1ffff, size: 1 }),
  ];
};

/** Reset, LinkChecks, register, flash id: the ten bytes behind them are the change of speed. */
const pulledAtSpeedChange = 60;

export const bekenRows = (): Row[] => [0, 4, 8, 16].flatMap(rowsAt);
