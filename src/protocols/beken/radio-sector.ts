/** The sector in which a Beken chip keeps what was measured for its radio, and its MAC (beken-uart-boot, section 10). */
import type { Mac } from '../../model/chip';

const headTag = 'TLV\0';
const macAt = 36;

/** Undefined where the sector is of another form, or blank. */
export const macInRadio = (sector: Uint8Array): Mac | undefined => {
  const head = String.fromCharCode(...sector.subarray(0, 4));
  const bytes = sector.subarray(macAt, macAt + 6);
  const plausible = head === headTag && (bytes[0]! & 1) === 0 && bytes.some((byte) => byte !== 0);
  if (!plausible) return undefined;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
};
