import type { TypedTail } from '../../model/erase';
import type { ToolContext } from './tool';

const tailOf = (name: string): string => name.replace(/[^0-9A-Za-z]/g, '').slice(-4);

/** Whoever typed it looked at this board, not at the one before it on the cable. */
export const isConfirmed = (
  { lane, learned }: Pick<ToolContext, 'lane' | 'learned'>,
  { kind, tail }: TypedTail,
): boolean => {
  const { chip, ownMac, device, wasBound, license, onBoard } = lane.view;
  const names = {
    mac: [ownMac, learned.mac, chip?.mac],
    device: [device?.deviceId, wasBound?.deviceId],
    uuid: [license?.uuid, onBoard?.kind === 'has' ? onBoard.uuid : undefined],
  }[kind];
  const same = (name: string) =>
    kind === 'mac' ? tailOf(name).toUpperCase() === tailOf(tail).toUpperCase() : tailOf(name) === tailOf(tail);
  return tailOf(tail).length === 4 && names.some((name) => name !== undefined && same(name));
};
