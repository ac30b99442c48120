/** The recorded sessions of a real flasher with a Beken loader (beken-uart-boot, section 12). */
import crc from './beken-crc.json' with { type: 'json' };
import bkRead from './bk7231n-read-session.json' with { type: 'json' };
import bkWrite from './bk7231n-write-session.json' with { type: 'json' };
import t5Read from './t5ai-read-session.json' with { type: 'json' };
import t5Write from './t5ai-write-session.json' with { type: 'json' };

export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export const sessions = {
  't5ai-write': { chip: 't5ai', write: true, events: t5Write.events },
  't5ai-read': { chip: 't5ai', write: false, events: t5Read.events },
  'bk7231n-write': { chip: 'bk7231n', write: true, events: bkWrite.events },
  'bk7231n-read': { chip: 'bk7231n', write: false, events: bkRead.events },
} as const;

export const imageSha256 = t5Write.image.sha256;
export const crcVectors = crc.vectors;

/** Section 12: xorshift32, the low byte after each step; a blank sector; a text. */
export const recordedImage = (): Uint8Array => {
  let x = 0x01234567;
  const image = new Uint8Array(65_536);
  for (let at = 0; at < image.length; at++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    image[at] = x & 0xff;
  }
  image.fill(0xff, 0x5000, 0x6000);
  image.set(Buffer.from('BINDING-BENCH-64'), 0x9000);
  return image;
};
