/** A whole chip read out, as a backup does it, beside nothing but the bytes on the line. */
import { createHash } from 'node:crypto';
import { createBekenFamily } from '../../src/chips/beken/family';
import type { ChipFamily } from '../../src/chips/chip';
import { createEspFamily } from '../../src/chips/esp/family';
import { openSerialLink } from '../../src/links/open-serial-link';
import type { VirtualChip } from '../../src/model/board-habits';
import { createVirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { lifelike } from '../../src/virtual/parts/board-timing';
import { figureOf, type Measured, type Measurement, within } from './figure';
import { usedFlash } from './images';
import { inVirtualTime } from './virtual-time';

const never = new AbortController().signal;
const MiB = 1 << 20;

/** C0 at both ends of 4096 bytes, and one more for each that is escaped (esp-flashing, section 1). */
const slipBytes = (flash: Uint8Array): number =>
  flash.reduce((count, byte) => count + (byte === 0xc0 || byte === 0xdb ? 2 : 1), (flash.length / 0x1000) * 2);

/** The answer to each read of 4 KiB (beken-uart-boot, section 4). */
const bekenBytes = (flash: Uint8Array): number => (flash.length / 0x1000) * 4111;

interface Row {
  chip: VirtualChip;
  family: ChipFamily;
  flashBytes: number;
  bauds: readonly number[];
  wireBytes(flash: Uint8Array): number;
}

const rows: readonly Row[] = [
  {
    chip: 'esp32s3',
    family: createEspFamily(),
    flashBytes: 16 * MiB,
    bauds: [921_600, 2_000_000],
    wireBytes: slipBytes,
  },
  {
    chip: 't5ai',
    family: createBekenFamily(),
    flashBytes: 8 * MiB,
    bauds: [921_600, 2_000_000],
    wireBytes: bekenBytes,
  },
];

const measure = ({ chip, family, flashBytes, wireBytes }: Row, baud: number): Promise<readonly Measured[]> =>
  inVirtualTime(async (clock) => {
    const flash = usedFlash(flashBytes);
    const board = createVirtualBoard({ chip, flashBytes, flash, timing: lifelike }, clock);
    const link = await openSerialLink(createVirtualPort(board), { baud: 115_200, name: 'virtual' });
    const session = await family.connect(link, { attempt: () => {}, heard: () => {} }, never);
    await session.prepare(baud, never);
    const hash = createHash('sha256');
    let next = 0;
    const since = clock.now();
    const take = (bytes: Uint8Array, from: number) => {
      if (from !== next) throw new Error('out of order');
      next += bytes.length;
      hash.update(bytes);
    };
    await session.readTo(0, flashBytes, take, () => {}, never);
    const ms = clock.now() - since;
    await link.close();
    board.dispose();
    const equal = hash.digest('hex') === createHash('sha256').update(flash).digest('hex') && link.baud === baud;
    const { adapterLatencyMs: latencyMs } = lifelike;
    const idealMs = (wireBytes(flash) * 10_000) / baud;
    const image = `whole chip, ${flashBytes / MiB} MiB`;
    const measured = within(5, figureOf({ name: 'backup', chip, image, baud, latencyMs, ms, idealMs }));
    if (!equal) return [{ ...measured, bar: { words: 'the backup is byte-equal', held: false } }];
    return [measured];
  });

export const backupMeasurements: readonly Measurement[] = rows.flatMap((row) =>
  row.bauds.map((baud) => ({ name: `${row.chip} backup ${baud}`, run: () => measure(row, baud) })),
);
