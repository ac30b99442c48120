/** The partition table of ESP-IDF: rows of 32 bytes, ended by the MD5 of the rows before (esp-flashing, section 7). */
import type { Partition } from '../../model/firmware';
import { BenchError } from '../../model/problem';
import { md5Hex, toHex } from '../digest/digest';
import { textAt } from './text-at';

export const partitionTableAt = 0x8000;
export const partitionTableBytes = 0xc00;
const rowBytes = 32;
const rowMagic = 0x50aa;
const digestMagic = 0xebeb;
const erased = 0xffff;

export const isPartitionTable = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0xaa && bytes[at + 1] === 0x50;

/**
 * The rows at `at`. A table without its MD5 row is old and allowed; a wrong one is not, nor one without an end: the
 * bootloader takes neither (ESP-IDF, `flash_partitions.c`). Throws `firmware.corrupt`
 * {part: 'partition-table', at} and `firmware.truncated` {expected, size}.
 */
export const readPartitionTable = (bytes: Uint8Array, at: number): Partition[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const rows: Partition[] = [];
  for (let row = at; row < at + partitionTableBytes; row += rowBytes) {
    if (row + rowBytes > bytes.length)
      throw new BenchError('firmware.truncated', { expected: at + partitionTableBytes, size: bytes.length });
    const magic = view.getUint16(row, true);
    if (magic === erased && view.getUint16(row + 2, true) === erased) return rows;
    if (magic === digestMagic) {
      if (md5Hex(bytes.subarray(at, row)) === toHex(bytes.subarray(row + 16, row + 32))) return rows;
      throw new BenchError('firmware.corrupt', { part: 'partition-table', at: row });
    }
    if (magic !== rowMagic) throw new BenchError('firmware.corrupt', { part: 'partition-table', at: row });
    rows.push({
      label: textAt(bytes, row + 12, 16),
      type: bytes[row + 2]!,
      subtype: bytes[row + 3]!,
      offset: view.getUint32(row + 4, true),
      size: view.getUint32(row + 8, true),
    });
  }
  throw new BenchError('firmware.corrupt', { part: 'partition-table', at });
};
