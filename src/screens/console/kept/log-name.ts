import { type ChipId, chipNames } from '../../../model/chip';
import type { LogBoard } from '../../../model/log-look';
import { own } from '../../../model/own';

/** `ESP32-S3`, or the adapter where no chip was ever told. */
export const boardName = ({ chip, port }: LogBoard, unknown: string): string =>
  (chip && own(chipNames as Record<ChipId, string>, chip)) ?? chip ?? port ?? unknown;
