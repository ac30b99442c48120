/** How the flash of a Beken board is laid out: by its chip, and by what lies where programs begin. */
import type { AppSlot, BoardLayout, SlotContents } from '../../model/board-layout';
import type { BekenChipId } from '../../model/chip';
import { tagIn, tagOfChip } from '../images/beken-image';
import { bekenMaps } from '../images/beken-maps';
import { isBlank } from '../images/blank';
import type { ReadFlash } from './slot-image';

/** Behind the vector table, and the tag with it. */
const headBytes = 0x120;

/** Two short reads; changes nothing. */
export const readBekenLayout = async (read: ReadFlash, chip: BekenChipId): Promise<BoardLayout> => {
  const { partitions, radio } = bekenMaps[chip];
  const look = async (at: number): Promise<SlotContents> => {
    const head = await read(at, headBytes);
    if (tagIn(head, 0) === tagOfChip[chip]) return 'image';
    return isBlank(head) ? 'blank' : 'damaged';
  };
  const first = await look(0);
  const app = partitions.find(({ type }) => type === 0)!;
  const slot: AppSlot = {
    label: app.label,
    kind: 'factory',
    offset: app.offset,
    size: app.size,
    holds: await look(app.offset),
  };
  return {
    fixed: true,
    calibration: radio,
    bootloader: first === 'image' ? 'there' : first === 'blank' ? 'blank' : 'other',
    table: 'read',
    partitions,
    slots: [slot],
    chosen: slot,
    ...(slot.holds === 'image' && { boots: slot }),
  };
};
