/** The make-believe firmware of every chip there is a virtual board of. */
import type { VirtualChip } from '../../model/board-habits';
import { buildBekenImage } from '../beken/demo-image';
import { bekenTwins } from '../beken/twins';
import { buildImage, realMergedBytes } from '../esp/demo-image';

interface DemoFirmware {
  /** Of its program; as large as a real one when missing. Then what is whole ends with it. */
  appBytes?: number;
}

/** A whole image from address 0. Same chip and size, same bytes. */
export const demoFirmware = (chip: VirtualChip, { appBytes }: DemoFirmware = {}): Uint8Array => {
  switch (chip) {
    case 't5ai':
    case 't3':
    case 't1':
    case 'bk7231n':
      return buildBekenImage({ twin: bekenTwins[chip], ...(appBytes && { appBytes }) });
    default:
      return appBytes
        ? buildImage({ chip, merged: true, appBytes })
        : buildImage({ chip, merged: true, mergedBytes: realMergedBytes, appBytes: 240_000 });
  }
};
