import type { Advertisement } from '../../../src/virtual/parts/peripheral';

/** What BlueZ makes of the bytes on the air (its `src/eir.c`): the kernel hands it both packets as one run of fields. */
export interface Air {
  /** Missing when none was sent. */
  name?: string;
  uuids: string[];
  manufacturerData: Map<number, Uint8Array>;
  serviceData: Map<string, Uint8Array>;
}

/** The whole UUID of a short one. */
export const uuidOf = (short: number): string => `${short.toString(16).padStart(8, '0')}-0000-1000-8000-00805f9b34fb`;

const longUuid = (bytes: Buffer): string =>
  Buffer.from(bytes)
    .reverse()
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

const inPieces = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.floor(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );

/** Ends at the first zero byte; what is no UTF-8 is taken for ASCII with blanks in its gaps. */
const nameOf = (bytes: Buffer): string => {
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  const utf8 = text.toString('utf8');
  if (Buffer.from(utf8).equals(text)) return utf8;
  return Array.from(text, (byte) => (byte < 128 ? String.fromCharCode(byte) : ' '))
    .join('')
    .trim();
};

const fieldsOf = (packet: Uint8Array): { type: number; data: Buffer }[] => {
  const bytes = Buffer.from(packet);
  const fields: { type: number; data: Buffer }[] = [];
  for (let at = 0; at + 1 < bytes.length; ) {
    const size = bytes.readUInt8(at);
    if (size === 0 || at + 1 + size > bytes.length) break;
    fields.push({ type: bytes.readUInt8(at + 1), data: bytes.subarray(at + 2, at + 1 + size) });
    at += 1 + size;
  }
  return fields;
};

export const readAir = ({ adv, scanResponse }: Advertisement): Air => {
  for (const packet of [adv, scanResponse]) {
    if (packet.length > 31) throw new RangeError('A legacy advertisement has at most 31 bytes.');
  }
  const air: Air = { uuids: [], manufacturerData: new Map(), serviceData: new Map() };
  for (const { type, data } of [...fieldsOf(adv), ...fieldsOf(scanResponse)]) {
    if (type === 0x02 || type === 0x03) air.uuids.push(...inPieces(data, 2).map((id) => uuidOf(id.readUInt16LE())));
    else if (type === 0x06 || type === 0x07) air.uuids.push(...inPieces(data, 16).map(longUuid));
    else if (type === 0x08 || type === 0x09) air.name = nameOf(data);
    else if (type === 0x16 && data.length >= 2) air.serviceData.set(uuidOf(data.readUInt16LE()), data.subarray(2));
    else if (type === 0xff && data.length >= 2) air.manufacturerData.set(data.readUInt16LE(), data.subarray(2));
  }
  return air;
};
