/** Images for ESP8266 share their first byte with those of its successors (esptool, `bin_image.py`). */
import { imageMagic } from '../images/esp-image';

/** The header that names the loadable part of an image for the ESP8266's own second stage. */
const secondImageMagic = 0xea;
const secondImageSegments = 4;
/** Its instruction RAM, where every program of it begins. On ESP32 flash shows there, on the others nothing. */
const [ramFrom, ramTo] = [0x40100000, 0x40110000];

export const isEsp8266 = (bytes: Uint8Array): boolean => {
  if (bytes.length < 24) return false;
  const known = bytes[0] === imageMagic || (bytes[0] === secondImageMagic && bytes[1] === secondImageSegments);
  const entry = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(4, true);
  return known && entry >= ramFrom && entry < ramTo;
};
