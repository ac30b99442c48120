/** Everything in a board's flash that has a name: by the chip's own map, or by the table on the board. */
import type { BoardLayout } from '../../model/board-layout';
import type { ChipId } from '../../model/chip';
import type { FirmwareRegion } from '../../model/firmware';
import { mapOfChip } from '../images/beken-maps';
import { bootloaderAt } from '../images/esp-chip-ids';

const tableBytes = 0x1000;

/**
 * In the order of the flash. A chip's map says nothing of a flash of another size: boards of one name come with several
 * (beken-uart-boot, section 10).
 */
export const namedRegions = (layout: BoardLayout, chip: ChipId, flashBytes: number): readonly FirmwareRegion[] => {
  const map = mapOfChip(chip);
  if (map) return map.flashBytes === flashBytes ? map.regions : [];
  const { table, tableAt, partitions } = layout;
  if (table !== 'read' || tableAt === undefined) return [];
  const loader = bootloaderAt(chip);
  const rows = partitions.map(({ label, offset, size }) => ({ label, offset, size }));
  const around = [
    { label: 'bootloader', offset: loader, size: tableAt - loader },
    { label: 'partition table', offset: tableAt, size: tableBytes },
  ];
  return [...around, ...rows].sort((one, other) => one.offset - other.offset);
};
