import type { VirtualChip } from '../../model/board-habits';
import { bekenSilicon } from '../beken/silicon';
import { espSilicon } from '../esp/silicon';
import type { Silicon } from '../parts/silicon';

const silicons: Readonly<Record<VirtualChip, () => Silicon>> = {
  esp32: () => espSilicon('esp32'),
  esp32s3: () => espSilicon('esp32s3'),
  esp32c3: () => espSilicon('esp32c3'),
  esp32c6: () => espSilicon('esp32c6'),
  esp32c5: () => espSilicon('esp32c5'),
  esp32c2: () => espSilicon('esp32c2'),
  esp32s2: () => espSilicon('esp32s2'),
  esp32h2: () => espSilicon('esp32h2'),
  esp32p4: () => espSilicon('esp32p4'),
  t5ai: () => bekenSilicon('t5ai'),
  t3: () => bekenSilicon('t3'),
  t1: () => bekenSilicon('t1'),
  bk7231n: () => bekenSilicon('bk7231n'),
};

/** A new one for every board. */
export const siliconOf = (chip: VirtualChip): Silicon => silicons[chip]();
