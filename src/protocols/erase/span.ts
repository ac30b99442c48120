/** A region of flash as a person types it. */
import type { FlashSpan } from '../../model/erase';
import { sectorBytes } from '../stores/store';

/** Hex with or without 0x, underscores and blanks allowed; undefined where it is no address. */
export const readAddress = (text: string): number | undefined => {
  const digits = text.trim().replace(/^0x/i, '').replace(/[_\s]/g, '');
  return /^[0-9a-f]{1,8}$/i.test(digits) ? Number.parseInt(digits, 16) : undefined;
};

export const isAligned = ({ from, to }: FlashSpan): boolean => from % sectorBytes === 0 && to % sectorBytes === 0;

/** Outwards, to whole sectors: flash is erased by no less. */
export const aligned = ({ from, to }: FlashSpan): FlashSpan => ({
  from: Math.floor(from / sectorBytes) * sectorBytes,
  to: Math.ceil(to / sectorBytes) * sectorBytes,
});

/** Why a span cannot be erased; undefined where it can. */
export const spanFault = (span: FlashSpan, flashBytes: number): 'empty' | 'unaligned' | 'beyond-flash' | undefined => {
  if (span.to <= span.from) return 'empty';
  if (!isAligned(span)) return 'unaligned';
  return span.to > flashBytes ? 'beyond-flash' : undefined;
};
