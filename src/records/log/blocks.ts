import type { LogLine } from '../../model/log-line';
import { type LogLevel, levelOf, logLevels } from '../../model/log-look';

/**
 * The index of a log: blocks of so many lines, each with where it is, what kinds of lines it has, and what is summed up
 * over all of them. Pure.
 */
export const blockLines = 256;

/** A line in one byte: its level, whether it came from the log port, whether it was sent. */
const kindBits = { level: 7, logPort: 8, sent: 16 } as const;

export const kindOf = (line: LogLine): number =>
  logLevels.indexOf(levelOf(line)) |
  (line.from === 'log-port' ? kindBits.logPort : 0) |
  (line.sent ? kindBits.sent : 0);

export const levelOfKind = (kind: number): LogLevel => logLevels[kind & kindBits.level] ?? 'plain';
export const isLogPort = (kind: number): boolean => (kind & kindBits.logPort) !== 0;
export const isSent = (kind: number): boolean => (kind & kindBits.sent) !== 0;
/** Kinds there are. */
export const kindCount = 32;

export interface Block {
  /** In the file of its segment. */
  offset: number;
  bytes: number;
  /** Characters of its longest line. */
  longest: number;
  /** Secrets taken out. */
  masked: number;
  /** One byte a line. */
  kinds: Uint8Array;
}

/** Offset, bytes, longest, masked, then the kinds. Little-endian. */
export const recordBytes = 20 + blockLines;

export const encodeBlock = ({ offset, bytes, longest, masked, kinds }: Block): Uint8Array => {
  const record = new Uint8Array(recordBytes);
  const view = new DataView(record.buffer);
  view.setFloat64(0, offset, true);
  view.setUint32(8, bytes, true);
  view.setUint32(12, longest, true);
  view.setUint32(16, masked, true);
  record.set(kinds, 20);
  return record;
};

/** Those that fit into a file of so many bytes, one after the other; a torn record and all behind it are left. */
export const decodeBlocks = (index: Uint8Array, fileBytes: number): Block[] => {
  const blocks: Block[] = [];
  const view = new DataView(index.buffer, index.byteOffset, index.byteLength);
  let end = 0;
  for (let at = 0; at + recordBytes <= index.length; at += recordBytes) {
    const offset = view.getFloat64(at, true);
    const bytes = view.getUint32(at + 8, true);
    if (offset !== end || offset + bytes > fileBytes) break;
    end = offset + bytes;
    const [longest, masked] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
    blocks.push({ offset, bytes, longest, masked, kinds: index.slice(at + 20, at + recordBytes) });
  }
  return blocks;
};

/** Of lines that follow each other; `bytes` as they are stored. */
export const blockOf = (lines: readonly LogLine[], offset: number, bytes: number): Block => ({
  offset,
  bytes,
  longest: lines.reduce((most, { text }) => Math.max(most, text.length), 0),
  masked: lines.reduce((sum, { masked }) => sum + (masked?.length ?? 0), 0),
  kinds: Uint8Array.from(lines, kindOf),
});
