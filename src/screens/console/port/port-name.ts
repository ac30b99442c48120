import { chipNames } from '../../../model/chip';
import type { LaneView, PortView } from '../../../model/run';

/** `ESP32-S3 6E:0A:5C, CP210x` as far as it is known. Names of things, so nothing to translate. */
export const portName = (port: PortView, lanes: readonly LaneView[]): string => {
  const chip = lanes.findLast((lane) => lane.port.id === port.id)?.chip;
  return chip ? `${[chipNames[chip.chip], chip.mac?.slice(-8)].filter(Boolean).join(' ')}, ${port.name}` : port.name;
};
