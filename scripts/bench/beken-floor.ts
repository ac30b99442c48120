/**
 * What Beken's loader takes at least, when every request waits for the answer before it (serial-measured, section 3):
 * bytes on the line, the chip's own work, and the way there and back. Milliseconds.
 */

/** The model of the recorded sessions (serial-measured, head). */
export const bekenTiming = { erase64kMs: 200, erase4kMs: 45, page256Ms: 0.5, crcBytesPerMs: 20_000 };

const sectorBytes = 4096;

export interface Line {
  baud: number;
  latencyMs: number;
}

/** Bytes of request and answer (beken-uart-boot, section 4). */
const frames = { linkCheck: [5, 8], write: [4108, 15], crc: [13, 11], erase: [13, 16] } as const;

const turn = (frame: keyof typeof frames, { baud, latencyMs }: Line, chipMs: number): number => {
  const [asked, answered] = frames[frame];
  return ((asked + answered) * 10_000) / baud + 2 * latencyMs + chipMs;
};

const crc = (bytes: number, line: Line) => turn('crc', line, bytes / bekenTiming.crcBytesPerMs);
const sectors = (count: number, line: Line) =>
  count * (turn('write', line, (sectorBytes / 256) * bekenTiming.page256Ms) + crc(sectorBytes, line));

/** Reset, and one LinkCheck. */
export const linkFloor = (line: Line): number => 304 + turn('linkCheck', { ...line, baud: 115_200 }, 0);

/** Whole blocks of 64 KiB onto a used chip, a CRC for every sector and one for all. */
export const writeFloor = (bytes: number, line: Line): number =>
  (bytes / 0x10000) * turn('erase', line, bekenTiming.erase64kMs) +
  sectors(bytes / sectorBytes, line) +
  crc(bytes, line);

/** A host that knows which sectors differ. */
export const changedFloor = (bytes: number, changed: number, line: Line): number =>
  changed * turn('erase', line, bekenTiming.erase4kMs) + sectors(changed, line) + crc(bytes, line);
