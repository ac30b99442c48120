import type { LogLine } from '../../model/log-line';
import type { LogSession } from '../../model/log-look';
import { type Block, blockLines, blockOf, decodeBlocks, recordBytes } from './blocks';
import { decodeLines } from './line-code';
import type { LogFiles } from './log-files';
import { decodeNotes, type Noted, notesFile } from './notes';
import { indexFile, linesFile, segmentsIn } from './segment-names';
import { createTape, type Segment, type Tape } from './tape';

/**
 * A session of before, as its files have it. A tab may have died in the middle of a line or of a record: what is torn
 * is cut, and lines that the index does not know yet are found again.
 */
export interface KeptLog {
  tape: Tape;
  noted: Noted;
  bytes: number;
}

/** Read at once. */
const pieceBytes = 1024 * 1024;

interface OpenedSegment extends Segment {
  tail: readonly LogLine[];
}

/** Whole blocks at the beginning of these bytes, which stand in the file at `offset`. A line that is none ends it. */
const cutBlocks = (bytes: Uint8Array, offset: number): { blocks: Block[]; used: number } => {
  const blocks: Block[] = [];
  let used = 0;
  let count = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, end + 1)) {
    count += 1;
    if (count < blockLines) continue;
    const { lines } = decodeLines(bytes.subarray(used, end + 1));
    if (lines.length < blockLines) break;
    blocks.push(blockOf(lines, offset + used, end + 1 - used));
    used = end + 1;
    count = 0;
  }
  return { blocks, used };
};

const openSegment = async (files: LogFiles, id: string, from: number, size: number): Promise<OpenedSegment> => {
  const index = await files.read(id, indexFile(from), 0, Number.MAX_SAFE_INTEGER);
  const blocks = decodeBlocks(index, size);
  const last = blocks.at(-1);
  /** Behind the last whole block, and what was read from there. */
  let at = last ? last.offset + last.bytes : 0;
  let rest = new Uint8Array(0);
  while (at + rest.length < size) {
    const piece = await files.read(id, linesFile(from), at + rest.length, pieceBytes);
    if (piece.length === 0) break;
    const more = new Uint8Array(rest.length + piece.length);
    more.set(rest);
    more.set(piece, rest.length);
    const cut = cutBlocks(more, at);
    blocks.push(...cut.blocks);
    at += cut.used;
    rest = more.slice(cut.used);
  }
  const { lines } = decodeLines(rest);
  return {
    from,
    blocks,
    tail: lines.slice(0, blockLines - 1),
    read: (start, length) => files.read(id, linesFile(from), start, length),
  };
};

export const openKeptLog = async (files: LogFiles, id: string): Promise<KeptLog | undefined> => {
  const there = await files.files(id);
  const names = segmentsIn(there.keys());
  if (names.length === 0 && !there.has(notesFile)) return undefined;
  const noted = decodeNotes(await files.read(id, notesFile, 0, Number.MAX_SAFE_INTEGER));
  const segments: OpenedSegment[] = [];
  for (const from of names) {
    const before = segments.at(-1);
    // One that does not follow was written past a hole; everything has to be found by its number.
    if (before && before.from + before.blocks.length !== from) break;
    segments.push(await openSegment(files, id, from, there.get(linesFile(from)) ?? 0));
  }
  const tape = createTape(segments);
  for (const line of segments.at(-1)?.tail ?? []) tape.push(line);
  return { tape, noted, bytes: [...there.values()].reduce((sum, size) => sum + size, 0) };
};

/** The same in short, for a list of many: reads no more than the notes and the last few lines. */
export const lookAtKeptLog = async (files: LogFiles, id: string): Promise<LogSession | undefined> => {
  const there = await files.files(id);
  const names = segmentsIn(there.keys());
  const last = names.at(-1);
  if (last === undefined || !there.has(notesFile)) return undefined;
  const { board, begun } = decodeNotes(await files.read(id, notesFile, 0, Number.MAX_SAFE_INTEGER));
  const size = there.get(linesFile(last)) ?? 0;
  const records = Math.floor((there.get(indexFile(last)) ?? 0) / recordBytes);
  const record = await files.read(id, indexFile(last), Math.max(0, records - 1) * recordBytes, recordBytes);
  const view = new DataView(record.buffer, record.byteOffset);
  const end = records > 0 ? view.getFloat64(0, true) + view.getUint32(8, true) : 0;
  const tail = (await files.read(id, linesFile(last), end, size - end)).reduce(
    (sum, byte) => sum + Number(byte === 10),
    0,
  );
  return {
    ...board,
    id,
    begun,
    first: (names[0] ?? 0) * blockLines,
    next: (last + records) * blockLines + tail,
    bytes: [...there.values()].reduce((sum, bytes) => sum + bytes, 0),
    kept: files.kept,
  };
};
