/** How a lane is called in words: on its port chip, to a screen reader, in a report. */
import { chipNames } from '../../model/chip';
import { factoryDefaultMac } from '../../model/license-rules';
import type { LaneView } from '../../model/run';
import { isAtWork } from '../../model/tool';

/** `ESP32 B2:C3`, or the adapter's name as long as the chip has not told. */
export const boardName = ({ chip, port }: LaneView): string =>
  chip ? [chipNames[chip.chip], chip.mac?.slice(-5)].filter(Boolean).join(' ') : port.name;

/** The one that chips come with before they have their own tells no board from another. */
export const ownMacOf = ({ chip }: LaneView): string | undefined =>
  chip?.mac === factoryDefaultMac ? undefined : chip?.mac;

/** Element id of a lane, to move the focus there. */
export const laneAnchor = (lane: string): string => `lane-${lane}`;

export const isBusy = ({ state, tool }: LaneView): boolean =>
  state === 'running' || state === 'recognising' || isAtWork(tool);

/** `E-FLASH-VERIFY-FAILED`: the error id a person can quote. */
export const errorId = (code: string): string => `E-${code.toUpperCase().replaceAll('.', '-')}`;

/** So many resets without a loader's answer, and the board needs a hand. */
const patience = 4;

export const waitsForHand = (lane: LaneView): boolean => isBusy(lane) && (lane.handshake?.attempts ?? 0) >= patience;
