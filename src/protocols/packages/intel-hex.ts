/** Intel HEX (revision A, 1988): lines of text, with records of types 00 to 05. */
import { sectorBytes } from '../stores/store';
import type { Part } from './compose';
import { packageFault } from './fault';
import { lastOffset } from './json-fields';

interface Stretch {
  offset: number;
  end: number;
  chunks: Uint8Array[];
}

/** What a record of a type carries, in bytes; data may have any length. */
const sizes: Readonly<Record<number, number>> = { 1: 0, 2: 2, 3: 4, 4: 2, 5: 4 };
const lastType = 5;
/** Sixteen times what any linker leaves: each is looked at beside all the others. */
const mostStretches = 1024;
const windowBytes = 0x10000;

const recordOf = (line: string): Uint8Array | undefined =>
  /^:([0-9a-f]{2}){5,260}$/i.test(line)
    ? Uint8Array.from({ length: (line.length - 1) / 2 }, (_, at) =>
        Number.parseInt(line.slice(1 + 2 * at, 3 + 2 * at), 16),
      )
    : undefined;

/** Does its first line look like a record? */
export const isIntelHex = (bytes: Uint8Array): boolean =>
  /^\s*:([0-9a-f]{2}){5,}\s*(\r|\n|$)/i.test(new TextDecoder('latin1').decode(bytes.subarray(0, 600)));

/** What lies without a gap is one stretch, in whatever order its records came. */
const joined = (stretches: readonly Stretch[]): Stretch[] => {
  const runs: Stretch[] = [];
  for (const stretch of [...stretches].sort((one, other) => one.offset - other.offset)) {
    const last = runs.at(-1);
    if (last && stretch.offset < last.end) throw packageFault('hex', { why: 'twice' });
    if (last?.end === stretch.offset) {
      last.chunks.push(...stretch.chunks);
      last.end = stretch.end;
    } else runs.push({ ...stretch, chunks: [...stretch.chunks] });
  }
  return runs;
};

/** Flash is erased by sectors: what a file leaves out of one that it touches is FF afterwards. */
const bySectors = (runs: readonly Stretch[], name: string): Part[] => {
  const groups: { from: number; end: number; runs: Stretch[] }[] = [];
  for (const run of runs) {
    const last = groups.at(-1);
    if (last && run.offset < Math.ceil(last.end / sectorBytes) * sectorBytes) {
      last.runs.push(run);
      last.end = run.end;
    } else groups.push({ from: run.offset - (run.offset % sectorBytes), end: run.end, runs: [run] });
  }
  if (groups.length > mostStretches) throw packageFault('too-many', { what: 'parts', most: mostStretches });
  return groups.map(({ from, end, runs: inside }) => {
    const bytes = new Uint8Array(end - from).fill(0xff);
    for (const { offset, chunks } of inside) {
      let at = offset - from;
      for (const chunk of chunks) {
        bytes.set(chunk, at);
        at += chunk.length;
      }
    }
    return { name: `${name} 0x${from.toString(16).toUpperCase()}`, offset: from, bytes };
  });
};

/**
 * The stretches of flash it fills, as parts that begin at a sector. Throws `firmware.package` {reason: `hex`, line, why:
 * `form`, `sum`, `type`, `twice`, `end`}, {reason: `offset`} for a place in no flash, and {reason: `too-many`}.
 */
export const readIntelHex = (text: string, name: string): Part[] => {
  const stretches: Stretch[] = [];
  const put = (offset: number, chunk: Uint8Array) => {
    if (chunk.length === 0) return;
    const end = offset + chunk.length;
    if (end > lastOffset)
      throw packageFault('offset', { part: name, offset: `0x${offset.toString(16).toUpperCase()}` });
    const last = stretches.at(-1);
    if (last?.end === offset) {
      last.chunks.push(chunk);
      last.end = end;
    } else stretches.push({ offset, end, chunks: [chunk] });
  };
  let base = 0;
  /** Behind a segment address as an 8086 has it: what goes beyond its 64 KiB begins at their start again. */
  let wraps = false;
  let ended = false;
  for (const [index, written] of text.split(/\r\n|\r|\n/).entries()) {
    const line = written.trim();
    if (line === '') continue;
    const wrong = (why: string) => packageFault('hex', { line: index + 1, why });
    const record = ended ? undefined : recordOf(line);
    if (!record) throw wrong('form');
    const [length = 0, high = 0, low = 0, type = 0] = record;
    if (record.length !== length + 5) throw wrong('form');
    if ((record.reduce((sum, byte) => sum + byte, 0) & 0xff) !== 0) throw wrong('sum');
    if (type > lastType) throw wrong('type');
    if (type !== 0 && length !== sizes[type]) throw wrong('form');
    const data = record.subarray(4, 4 + length);
    const word = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
    const at = (high << 8) | low;
    if (type === 1) ended = true;
    if (type === 2) [base, wraps] = [word * 0x10, true];
    if (type === 4) [base, wraps] = [word * windowBytes, false];
    if (type !== 0) continue;
    const room = wraps ? Math.min(length, windowBytes - at) : length;
    put(base + at, data.subarray(0, room));
    put(base, data.subarray(room));
  }
  if (!ended) throw packageFault('hex', { why: 'end' });
  return bySectors(joined(stretches), name);
};
