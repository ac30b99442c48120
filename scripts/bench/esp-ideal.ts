/**
 * What a host without any delay would take under the flasher stub's own rules (esp-flashing, section 1; esp-measured,
 * section 3): a block is answered first and written while the next one arrives, two buffers, the erase of 64 KiB runs
 * beside inflating and not beside programming. Milliseconds.
 */
import { deflateSync } from 'node:zlib';
import { Unzlib } from 'fflate';
import type { Line } from './beken-floor';

/** The constants of esp-measured, section 2. */
const chip = { erase64kMs: 150, erase4kMs: 45, page256Ms: 1.05, inflateBytesPerMs: 3000, md5BytesPerMs: 1500 };

const blockBytes = 0x4000;
const lumpBytes = 0x8000;
/** C0 at both ends, eight bytes of request, sixteen of block. */
const frameBytes = 2 + 8 + 16;
/** The answer: C0 at both ends, eight bytes, two of status. */
const answerBytes = 2 + 8 + 2;
const commandBytes = 2 + 8 + 16;

export interface Span {
  address: number;
  bytes: Uint8Array;
  /** It has to be erased before. */
  used: boolean;
}

/** Sent as two bytes. */
const escaped = (bytes: Uint8Array) =>
  bytes.reduce((count, byte) => count + (byte === 0xc0 || byte === 0xdb ? 1 : 0), 0);

/** A block on the line, and how much flash is known once it is there. */
interface Block {
  wireBytes: number;
  known: number;
}

const plainBlocks = (bytes: Uint8Array): Block[] =>
  Array.from({ length: Math.ceil(bytes.length / blockBytes) }, (_, at) => {
    const part = bytes.subarray(at * blockBytes, (at + 1) * blockBytes);
    return { wireBytes: frameBytes + blockBytes + escaped(part), known: Math.min(bytes.length, (at + 1) * blockBytes) };
  });

const deflatedBlocks = (bytes: Uint8Array): Block[] => {
  const stream = new Uint8Array(deflateSync(bytes, { level: 9 }));
  let known = 0;
  const inflater = new Unzlib((piece) => {
    known += piece.length;
  });
  return Array.from({ length: Math.ceil(stream.length / blockBytes) }, (_, at) => {
    const part = stream.subarray(at * blockBytes, (at + 1) * blockBytes);
    inflater.push(part.slice());
    const last = (at + 1) * blockBytes >= stream.length;
    return { wireBytes: frameBytes + part.length + escaped(part), known: last ? bytes.length : known };
  });
};

const turn = (bytes: number, line: Line) => (bytes * 10_000) / line.baud + 2 * line.latencyMs;

const written = (span: Span, blocks: readonly Block[], lump: number, line: Line): number => {
  const byteMs = 10_000 / line.baud;
  const end = span.address + span.bytes.length;
  let erased = span.used ? span.address : end;
  let erasedAt = 0;
  let programmed = 0;
  let chipFree = 0;
  let hostFree = turn(commandBytes + answerBytes, line);

  const startErase = () => {
    const whole = erased % 0x10000 === 0 && end - erased >= 0x10000;
    erasedAt = Math.max(chipFree, erasedAt) + (whole ? chip.erase64kMs : chip.erase4kMs);
    erased += whole ? 0x10000 : 0x1000;
  };
  const put = (size: number) => {
    if (lump === lumpBytes) {
      chipFree += size / chip.inflateBytesPerMs;
      if (erased < end && erasedAt <= chipFree) startErase();
    }
    while (erased < Math.min(end, span.address + programmed + size)) startErase();
    chipFree = Math.max(chipFree, erasedAt) + Math.ceil(size / 256) * chip.page256Ms;
    programmed += size;
  };

  // The first erase begins with the command that announces the rest.
  chipFree = hostFree - line.latencyMs;
  if (erased < end) startErase();
  for (const [at, { wireBytes, known }] of blocks.entries()) {
    chipFree = Math.max(chipFree, hostFree + wireBytes * byteMs + line.latencyMs);
    hostFree = chipFree + answerBytes * byteMs + line.latencyMs;
    const last = at === blocks.length - 1;
    while (known - programmed >= lump) put(lump);
    if (last && known > programmed) put(known - programmed);
  }
  // The answer to END waits for the last block.
  return Math.max(hostFree + 12 * byteMs + line.latencyMs, chipFree) + answerBytes * byteMs + line.latencyMs;
};

/** All of them one after the other, each in the better of both ways. */
export const writeIdeal = (spans: readonly Span[], line: Line): number =>
  spans.reduce((sum, span) => {
    const plain = written(span, plainBlocks(span.bytes), blockBytes, line);
    return sum + Math.min(plain, written(span, deflatedBlocks(span.bytes), lumpBytes, line));
  }, 0);

/** One MD5 over that much. */
export const md5Ideal = (size: number, line: Line): number =>
  turn(commandBytes + answerBytes + 16, line) + size / chip.md5BytesPerMs;

/** Reset, sync, the magic word, a change of speed, the stub at the new speed, and its first words. */
export const connectIdeal = (stubBytes: number, line: Line): { told: number; ready: number } => {
  const slow = { ...line, baud: 115_200 };
  const told = 150 + turn(46 + 8 * 14, slow) + turn(14 + 14, slow);
  const ready = told + turn(18 + 14, slow) + ((stubBytes + 200) * 10_000) / line.baud + 8 * 2 * line.latencyMs;
  return { told, ready };
};

/** Stretches of whole sectors of which that is true. */
const spansWhere = (image: Uint8Array, used: boolean, wanted: (at: number, until: number) => boolean): Span[] => {
  const spans: { from: number; until: number }[] = [];
  for (let at = 0; at < image.length; at += 0x1000) {
    const until = Math.min(image.length, at + 0x1000);
    if (!wanted(at, until)) continue;
    const last = spans.at(-1);
    if (last?.until === at) last.until = until;
    else spans.push({ from: at, until });
  }
  return spans.map(({ from, until }) => ({ address: from, bytes: image.subarray(from, until), used }));
};

export const spansWithContent = (image: Uint8Array, used: boolean): Span[] =>
  spansWhere(image, used, (at, until) => image.subarray(at, until).some((byte) => byte !== 0xff));

/** What a host writes that knows what the flash holds. */
export const spansThatDiffer = (image: Uint8Array, flash: Uint8Array): Span[] =>
  spansWhere(image, true, (at, until) => Buffer.compare(image.subarray(at, until), flash.subarray(at, until)) !== 0);
