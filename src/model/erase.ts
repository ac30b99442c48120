/** Erasing a board's flash by hand: what may be chosen, and what is kept of it. */

/** From `from` up to, but not with, `to`. Bytes. */
export interface FlashSpan {
  from: number;
  to: number;
}

/**
 * wifi        the network it joins, and other settings of its program
 * license     license and activation; on chips that keep all of it in one store the network as well
 * everything  all but what was measured for this board's radio
 * whole-chip  that, too, on chips that keep it in their flash
 */
export const erasePresets = ['wifi', 'license', 'everything', 'whole-chip'] as const;
export type ErasePreset = (typeof erasePresets)[number];

/** What cannot be had again, and is kept here before it goes. */
export type Irreplaceable = 'license' | 'radio';

/** The end of a name of the board, typed by a person who looked at it. */
export interface TypedTail {
  kind: 'mac' | 'device' | 'uuid';
  tail: string;
}

export interface EraseWish {
  /** Whole sectors, in order. */
  spans: readonly FlashSpan[];
  /** The spans are that preset's for this chip; missing where they were typed. */
  preset?: ErasePreset;
  typed: TypedTail;
  /** A person was told that it could not be kept, and wants it erased all the same. */
  anyway?: readonly Irreplaceable[];
}

/** Of an erase that was begun and is not proved yet. */
export interface BegunErase extends Pick<EraseWish, 'spans' | 'preset'> {
  /** The license that was kept before. */
  uuid?: string;
}

export interface Erased extends Pick<EraseWish, 'spans' | 'preset'> {
  bytes: number;
  /** Kept before it went: this board's own, and set aside for it. */
  license?: { uuid: string };
  radio?: 'kept';
  /** Went although it could not be kept. */
  lost: readonly Irreplaceable[];
  /** The program that was there does not start any more. */
  bootless: boolean;
}

export const bytesIn = (spans: readonly FlashSpan[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0);
