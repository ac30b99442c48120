/** What the flash chip itself answers when the host drives the SPI controller through registers: its id and its SFDP. */

const gigaDevice = 0xc8;
const memoryType = 0x40;

/** Manufacturer, type, capacity as a power of two: `c84016` for 4 MB. */
export const flashId = (size: number): readonly [number, number, number] => [
  gigaDevice,
  memoryType,
  Math.round(Math.log2(size)),
];

/** Serial Flash Discoverable Parameters (JESD216): one header and the basic table with density and erase sizes. */
const sfdp = (size: number): Uint8Array => {
  const words = [
    0x5044_4653, // "SFDP"
    0xff00_0106, // revision 1.6, one table
    0x0901_0600, // basic table, revision 1.6, nine words
    0xff00_0010, // at 0x10
    0xfff1_20e5, // 4 KB erase by 0x20, three address bytes, dual and quad reads
    size * 8 - 1,
    0x6b08_eb44,
    0xbb42_3b08,
    0xffff_fffe,
    0xff00_ffff,
    0xff00_ffff,
    0x520f_200c, // 4 KB by 0x20, 32 KB by 0x52
    0xff00_d810, // 64 KB by 0xD8
  ];
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, index) => {
    view.setUint32(index * 4, word, true);
  });
  return bytes;
};

/** `size` of the flash and `length` of the answer in bytes. Unknown and writing commands answer nothing, that is zeros. */
export const spiAnswer = (command: number, address: number, length: number, size: number): Uint8Array => {
  const answer = new Uint8Array(length);
  if (command === 0x9f) answer.set(flashId(size).slice(0, length));
  if (command === 0x5a) {
    answer.fill(0xff);
    answer.set(sfdp(size).subarray(address, address + length));
  }
  return answer;
};
