/** Reads how a board's flash is laid out from the board's own table: about twenty short reads. */
import type { AppSlot, BoardLayout, OtaData } from '../../model/board-layout';
import type { EspChipId } from '../../model/chip';
import type { Partition } from '../../model/firmware';
import { BenchError } from '../../model/problem';
import { bootloaderAt, chipOfEspId } from '../images/esp-chip-ids';
import { isPartitionTable, partitionTableAt, partitionTableBytes, readPartitionTable } from '../images/partition-table';
import { bootOrder, otaDataRow, slotOf } from './boot-order';
import { otaEntryBytes, otaSectorBytes, readOtaEntry } from './ota-data';
import { lookAtImage, type ReadFlash } from './slot-image';

/** Builds with a larger bootloader move the table; `CONFIG_PARTITION_TABLE_OFFSET` is a multiple of the sector. */
const otherTablePlaces = [0x9000, 0xa000, 0xb000, 0xc000, 0xd000, 0xe000, 0xf000, 0x10000];

type Table = Pick<BoardLayout, 'table' | 'tableAt' | 'partitions'>;

const tableIn = (bytes: Uint8Array, at: number): Table => {
  if (bytes.every((byte) => byte === 0xff)) return { table: 'erased', partitions: [] };
  if (!isPartitionTable(bytes, 0)) return { table: 'absent', partitions: [] };
  try {
    return { table: 'read', tableAt: at, partitions: readPartitionTable(bytes, 0) };
  } catch (fault) {
    if (fault instanceof BenchError) return { table: 'damaged', partitions: [] };
    throw fault;
  }
};

const findTable = async (read: ReadFlash): Promise<Table> => {
  const usual = tableIn(await read(partitionTableAt, partitionTableBytes), partitionTableAt);
  const found = usual.table === 'read' ? [usual] : [];
  for (const at of otherTablePlaces) {
    if (!isPartitionTable(await read(at, 4), 0)) continue;
    const other = tableIn(await read(at, partitionTableBytes), at);
    if (other.table === 'read') found.push(other);
  }
  if (found.length > 1) return { table: 'several', partitions: found.flatMap(({ partitions }) => partitions) };
  return found[0] ?? usual;
};

const readBootloader = async (read: ReadFlash, chip: EspChipId): Promise<BoardLayout['bootloader']> => {
  const seen = await lookAtImage(read, bootloaderAt(chip), otherTablePlaces.at(-1)!);
  if (seen.holds === 'blank') return 'blank';
  const right = seen.holds === 'image' && !seen.isApp && chipOfEspId[seen.chipId ?? -1] === chip;
  return right ? 'there' : 'other';
};

/** From `partitions`, of the flash that `read` shows. */
export const readOtaData = async (read: ReadFlash, partitions: readonly Partition[]): Promise<OtaData | undefined> => {
  const row = otaDataRow(partitions);
  if (!row) return undefined;
  const entry = async (sector: 0 | 1) => readOtaEntry(await read(row.offset + sector * otaSectorBytes, otaEntryBytes));
  return { offset: row.offset, size: row.size, entries: [await entry(0), await entry(1)] };
};

export const readSlots = async (read: ReadFlash, partitions: readonly Partition[]): Promise<AppSlot[]> => {
  const slots: AppSlot[] = [];
  for (const row of partitions) {
    const place = slotOf(row);
    if (!place) continue;
    const { holds, program } = await lookAtImage(read, place.offset, place.size);
    slots.push({ ...place, holds, ...(program && { program }) });
  }
  return slots;
};

/** Changes nothing. A row that leads beyond the flash is damage of the table. */
export const readLayout = async (read: ReadFlash, chip: EspChipId, flashBytes?: number): Promise<BoardLayout> => {
  const bootloader = await readBootloader(read, chip);
  const found = await findTable(read);
  const beyond = found.partitions.some(({ offset, size }) => flashBytes !== undefined && offset + size > flashBytes);
  if (found.table !== 'read' || beyond)
    return { bootloader, ...(beyond ? { table: 'damaged', partitions: [] } : found), slots: [] };
  const otaData = await readOtaData(read, found.partitions);
  const slots = await readSlots(read, found.partitions);
  const order = bootOrder(slots, otaData);
  const boots = order.find(({ holds }) => holds === 'image');
  return {
    bootloader,
    ...found,
    slots,
    ...(otaData && { otaData }),
    ...(order[0] && { chosen: order[0] }),
    ...(boots && { boots }),
  };
};
