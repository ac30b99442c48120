/** The payload of a PUBLISH in protocol 2.3: twelve bytes of header that the seal covers too (device-cloud, section 4). */
import { asBytes, openText, sealText } from './keys';

export interface Packet {
  /** JSON as it stands: seal it unchanged, spaces included. */
  text: string;
  /** Unsigned 32 bits; may repeat after a reboot and proves nothing. */
  sequence: number;
  /** TuyaOpen 1, agentic-kit 0, the cloud anything. */
  from: number;
  /** 12 bytes. */
  nonce: Uint8Array;
}

const headerBytes = 12;
const version = asBytes('2.3');

/** `key`: localKey, or AuthKey on the bind channel. */
export const sealPacket = ({ text, sequence, from, nonce }: Packet, key: string): Uint8Array => {
  const header = new Uint8Array(headerBytes);
  header.set(version);
  const view = new DataView(header.buffer);
  view.setUint32(3, sequence);
  view.setUint32(7, from);
  const sealed = sealText(text, key, nonce, header);
  const packet = new Uint8Array(headerBytes + sealed.length);
  packet.set(header);
  packet.set(sealed, headerBytes);
  return packet;
};

/** Undefined for another version, another key, or a changed byte. */
export const openPacket = (bytes: Uint8Array, key: string): Packet | undefined => {
  if (bytes.length < headerBytes || version.some((byte, at) => bytes[at] !== byte)) return undefined;
  const opened = openText(bytes.subarray(headerBytes), key, bytes.slice(0, headerBytes));
  if (!opened) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { ...opened, sequence: view.getUint32(3), from: view.getUint32(7) };
};
