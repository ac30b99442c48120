/** The make-believe firmware of every chip there is a virtual board of. */
import type { VirtualChip } from '../../model/board-habits';
import { buildBekenImage } from '../beken/demo-image';
import { bekenTwins } from '../beken/twins';
import { buildImage, realMergedBytes } from '../esp/demo-image';

/** A whole image from address 0. Same chip, same bytes. */
export const demoFirmware = (chip: VirtualChip): Uint8Array => {
  switch (chip) {
    case 't5ai':
    case 't3':
    case 't1':
    case 'bk7231n':
      return buildBekenImage({ twin: bekenTwins[chip] });
    default:
      return buildImage({ chip, merged: true, mergedBytes: realMergedBytes, appBytes: 240_000 });
  }
};
