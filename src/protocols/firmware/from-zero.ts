/** A whole image as it lies in the flash from its first byte on. */
import type { FirmwareFacts } from '../../model/firmware';

/** What a file leaves out before its bootloader is blank: no chip reads it. */
export const fromZero = (
  bytes: Uint8Array<ArrayBuffer>,
  { kind, address }: Pick<FirmwareFacts, 'kind' | 'address'>,
): Uint8Array<ArrayBuffer> => {
  if (kind !== 'merged' || address === 0) return bytes;
  const whole = new Uint8Array(address + bytes.length).fill(0xff);
  whole.set(bytes, address);
  return whole;
};
