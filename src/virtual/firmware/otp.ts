/**
 * One-time memory of a chip: a byte takes a value once, and nothing erases it (authorize-cli, section 2: T5AI only; one
 * JSON object with the license). It is not in the flash, and outlives whatever is done there.
 */
import type { ChipId, Mac } from '../../model/chip';
import { hasOtp } from '../../model/chip';
import type { License } from '../../model/license';
import type { NorFlash } from '../parts/firmware';
import type { FlashSteps } from '../parts/kv';

/** What no firmware has written yet. */
const blank = 0x00;
/** Burned at a time, and how long that takes, ms; both assumed. */
const wordBytes = 32;
const wordMs = 60;
const otpBytes = 512;

export interface Otp {
  /** Undefined where nothing is, or what is there is no license. */
  license(): License | undefined;
  /** Fails where anything is there. A power cut leaves what was burned by then, for good. */
  burn(license: License, mac: Mac): FlashSteps;
}

const encode = ({ uuid, authKey }: License, mac: Mac): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({ auzkey: authKey, uuid, prod_test: false, ap_ssid: 'SmartLife', mac: mac.replaceAll(':', '') }),
  );

const decode = (bytes: Uint8Array): License | undefined => {
  try {
    const told: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(blank))));
    const { uuid, auzkey } = told as { uuid?: unknown; auzkey?: unknown };
    return typeof uuid === 'string' && typeof auzkey === 'string' ? { uuid, authKey: auzkey } : undefined;
  } catch {
    return undefined;
  }
};

/** `came`: burned in before the board came here, on whatever chip. Undefined = the chip has none. */
export const openOtp = (chip: ChipId, flash: NorFlash, mac: Mac, came?: License): Otp | undefined => {
  if (!came && !hasOtp(chip)) return undefined;
  const fromFactory = (): Uint8Array => {
    const bytes = new Uint8Array(otpBytes).fill(blank);
    if (came) bytes.set(encode(came, mac));
    return bytes;
  };
  const cells = (flash.life.otp ??= fromFactory());
  return {
    license: () => decode(cells),
    *burn(license, of) {
      if (cells.some((cell) => cell !== blank)) return false;
      const content = encode(license, of);
      for (let at = 0; at < content.length; at += wordBytes) {
        yield wordMs;
        cells.set(content.subarray(at, at + wordBytes), at);
      }
      return true;
    },
  };
};
