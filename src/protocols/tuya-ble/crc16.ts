/** The CRC of a frame: polynomial A001 reflected, FFFF to begin with, "modbus" (ble-pairing, section 5). */

const polynomial = 0xa001;

export const crc16 = (bytes: Uint8Array): number => {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ polynomial : crc >> 1;
  }
  return crc;
};
