/** What makes sure that a board is the right one: the end of a name that it has. */
import type { TypedTail } from '../../model/erase';
import { factoryDefaultMac } from '../../model/license-rules';
import type { LaneView } from '../../model/run';

export interface Tail {
  kind: 'mac' | 'device' | 'uuid';
  name: string;
}

const tailLength = 4;

const first = (kind: Tail['kind'], names: readonly (string | number | undefined)[]): Tail | undefined => {
  const name = names.find((each) => typeof each === 'string' && each.length > tailLength);
  return name === undefined ? undefined : { kind, name: String(name) };
};

/** As the bench asks for it. */
export const typedOf = ({ kind, name }: Tail): TypedTail => ({ kind, tail: name.slice(kind === 'mac' ? -5 : -4) });

/** Not every loader tells the MAC, and one that many chips come with tells no board from another. */
export const tailOfLane = (lane: LaneView): Tail | undefined => {
  const { ownMac, chip, device, wasBound, license, onBoard, problem } = lane;
  return (
    first(
      'mac',
      [ownMac, chip?.mac].filter((mac) => mac !== factoryDefaultMac),
    ) ??
    first('device', [problem?.details.deviceId, device?.deviceId, wasBound?.deviceId]) ??
    first('uuid', [problem?.details.uuid, license?.uuid, onBoard?.kind === 'has' ? onBoard.uuid : undefined])
  );
};

const digits = (text: string) => text.toUpperCase().replace(/[^0-9A-F]/g, '');

export const isTail = ({ kind, name }: Tail, typed: string): boolean => {
  const plain = kind === 'mac' ? digits : (text: string) => text.trim();
  return plain(typed).length === tailLength && plain(typed) === plain(name).slice(-tailLength);
};

/** All of it but the end. */
export const headOf = ({ kind, name }: Tail): string =>
  kind === 'mac' ? `${name.slice(0, -5)}__:__` : `${name.slice(0, -tailLength)}____`;
