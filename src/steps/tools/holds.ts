/** What of a board is in its flash, or in a copy of it. */
import type { CopyHolds } from '../../model/backup';
import type { BoardLayout } from '../../model/board-layout';
import { isBlank } from '../../protocols/images/blank';
import type { Span } from '../../protocols/stores/store';
import type { HeldStore } from '../stations/stores/look-at-stores';

/** `span`: of the flash, what the copy covers. */
export const holdsOf = (
  held: readonly HeldStore[],
  calibration: Uint8Array | undefined,
  { calibration: place }: Pick<BoardLayout, 'calibration'>,
  span: Span,
): CopyHolds => {
  const covers = ({ offset, size }: { offset: number; size: number }) => offset < span.to && offset + size > span.from;
  const has = (kind: HeldStore['kind']) => held.some((store) => store.kind === kind && covers(store));
  const radio = place !== undefined && covers(place) && calibration !== undefined && !isBlank(calibration);
  return {
    ...(has('license') && { license: true as const }),
    ...(has('wifi') && { wifi: true as const }),
    ...(radio && { radio: true as const }),
  };
};
