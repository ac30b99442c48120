/** The partition table inside a whole image: where it is, and whether a board could live with it. */
import type { Partition } from '../../model/firmware';
import { BenchError } from '../../model/problem';
import { isBlank } from '../images/blank';
import { isPartitionTable, partitionTableAt, partitionTableBytes, readPartitionTable } from '../images/partition-table';

const sectorBytes = 0x1000;
/** As far as a table was ever moved to make room for a larger bootloader; applications begin behind it. */
const lastTableAt = 0x20000;
/** `bootloader` and `partition_table` rows describe what lies before and under the table. */
const ownTypes: ReadonlySet<number> = new Set([2, 3]);

export interface ImageTable {
  /** In the flash, not in the file. */
  at: number;
  partitions: readonly Partition[];
}

/** Undefined when there is none at `at` of the file. Throws as `readPartitionTable` does. */
const tableIn = (bytes: Uint8Array, at: number): readonly Partition[] | undefined => {
  if (!isPartitionTable(bytes, at)) return undefined;
  return readPartitionTable(bytes, at);
};

/** The first good one behind the usual place. The offset is built into the bootloader, so elsewhere may be right. */
const findElsewhere = (bytes: Uint8Array, base: number, from: number): ImageTable | undefined => {
  for (let at = partitionTableAt + sectorBytes; at <= lastTableAt; at += sectorBytes) {
    if (at - base < from || at - base >= bytes.length) continue;
    try {
      const partitions = tableIn(bytes, at - base);
      if (partitions) return { at, partitions };
    } catch (fault) {
      if (!(fault instanceof BenchError)) throw fault;
    }
  }
  return undefined;
};

/**
 * The table of a file whose first byte belongs at `base` of the flash and whose bootloader ends at `from` of the file.
 * Throws `firmware.corrupt` {part, at}, `firmware.truncated` {expected, size} and `firmware.would-not-start` {reason:
 * `no-table` or `table-erased`, at}.
 */
export const findTable = (bytes: Uint8Array, base: number, from: number): ImageTable => {
  const usual = partitionTableAt - base;
  if (usual >= from && isPartitionTable(bytes, usual))
    return { at: partitionTableAt, partitions: readPartitionTable(bytes, usual) };
  const elsewhere = findElsewhere(bytes, base, from);
  if (elsewhere) return elsewhere;
  if (bytes.length < usual + partitionTableBytes)
    throw new BenchError('firmware.truncated', { expected: usual + partitionTableBytes, size: bytes.length });
  const erased = isBlank(bytes.subarray(usual, usual + partitionTableBytes));
  throw new BenchError('firmware.would-not-start', {
    reason: erased ? 'table-erased' : 'no-table',
    at: partitionTableAt,
  });
};

const lieOver = (one: Omit<Partition, 'type' | 'subtype'>, other: Omit<Partition, 'type' | 'subtype'>) =>
  one.offset < other.offset + other.size && other.offset < one.offset + one.size;

/**
 * Rows that lie over each other or over the table, or lead beyond the flash of the image's header: the bootloader refuses
 * the last, the others overwrite each other. Throws `firmware.would-not-start`.
 */
export const checkTable = ({ at, partitions }: ImageTable, flashBytes: number): void => {
  const refuse = (details: Record<string, string | number>) => {
    throw new BenchError('firmware.would-not-start', details);
  };
  const under = { label: 'partition table', offset: 0, size: at + sectorBytes };
  partitions.forEach((row, index) => {
    const end = row.offset + row.size;
    if (end > flashBytes) refuse({ reason: 'table-beyond-flash', part: row.label, end, flashBytes });
    const others = partitions.slice(0, index);
    const other = (ownTypes.has(row.type) ? others : [under, ...others]).find((each) => lieOver(row, each));
    if (other) refuse({ reason: 'table-rows', part: row.label, other: other.label });
  });
};
