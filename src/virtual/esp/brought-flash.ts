/** Flash contents of boards that had another life before they came to this table. Same request, same bytes. */
import type { BroughtFlash } from '../../model/board-habits';
import type { EspChipId } from '../../model/chip';
import type { Partition } from '../../model/firmware';
import { tuyaPartitions } from './boot/layout';
import { otaEntry } from './boot/slots';
import { buildImage } from './demo-image';

/** Arduino's and ESP-IDF's own tables put things elsewhere: here the first slot lies where TuyaOpen's goes on. */
const foreign: readonly Partition[] = [
  { label: 'nvs', type: 1, subtype: 0x02, offset: 0x9000, size: 0x5000 },
  { label: 'otadata', type: 1, subtype: 0x00, offset: 0xe000, size: 0x2000 },
  { label: 'storage', type: 1, subtype: 0x82, offset: 0x10000, size: 0x10000 },
  { label: 'app0', type: 0, subtype: 0x10, offset: 0x20000, size: 0x140000 },
  { label: 'app1', type: 0, subtype: 0x11, offset: 0x160000, size: 0x140000 },
  { label: 'tuya', type: 1, subtype: 0xaa, offset: 0x3b0000, size: 0x28000 },
];

/** ESP-IDF's "factory app, two OTA definitions". */
const factory: readonly Partition[] = [
  { label: 'nvs', type: 1, subtype: 0x02, offset: 0x9000, size: 0x4000 },
  { label: 'otadata', type: 1, subtype: 0x00, offset: 0xd000, size: 0x2000 },
  { label: 'phy_init', type: 1, subtype: 0x01, offset: 0xf000, size: 0x1000 },
  { label: 'factory', type: 0, subtype: 0x00, offset: 0x10000, size: 0x100000 },
  { label: 'ota_0', type: 0, subtype: 0x10, offset: 0x110000, size: 0x100000 },
  { label: 'ota_1', type: 0, subtype: 0x11, offset: 0x210000, size: 0x100000 },
  { label: 'tuya', type: 1, subtype: 0xaa, offset: 0x3b0000, size: 0x28000 },
];

/** Small, since only what it says of itself counts. */
const oldApp = (chip: EspChipId, partitions?: readonly Partition[]) =>
  buildImage({ chip, name: 'old_lamp', version: '0.9.0', merged: true, appBytes: 0x10000, partitions, seed: 7 });

export const broughtFlash = (chip: EspChipId, brought: BroughtFlash): Uint8Array => {
  if (brought === 'foreign-table') return oldApp(chip, foreign);
  if (brought === 'factory') return oldApp(chip, factory);
  const slots = tuyaPartitions(4 << 20)!.filter(({ type }) => type === 0);
  const merged = oldApp(chip);
  const app = merged.subarray(slots[0]!.offset);
  const flash = new Uint8Array(slots[1]!.offset + app.length).fill(0xff);
  flash.set(merged);
  flash.set(app, slots[1]!.offset);
  // As after one update over the air: the first entry from the first start, the second from the update.
  flash.set(otaEntry(1), 0xd000);
  flash.set(otaEntry(2), 0xe000);
  return flash;
};
