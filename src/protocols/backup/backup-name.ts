/** `t5ai-A1B2C3-2026-11-30.bin`: chip, end of the MAC, day; a part of the flash has its place in it. */
import type { ChipId, Mac } from '../../model/chip';

export interface Copied {
  chip: ChipId;
  mac?: Mac | undefined;
  offset: number;
  size: number;
  flashBytes: number;
  /** Milliseconds since 1970. */
  at: number;
}

const hex = (value: number): string => value.toString(16).padStart(6, '0');
const two = (value: number): string => String(value).padStart(2, '0');

/** The day as people here count it. */
const dayOf = (at: number): string => {
  const day = new Date(at);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};

export const backupName = ({ chip, mac, offset, size, flashBytes, at }: Copied): string => {
  const whole = offset === 0 && size === flashBytes;
  const tail = mac?.split(':').slice(-3).join('');
  const place = whole ? undefined : `0x${hex(offset)}-0x${hex(offset + size)}`;
  return `${[chip, tail, place, dayOf(at)].filter((part) => part !== undefined).join('-')}.bin`;
};
