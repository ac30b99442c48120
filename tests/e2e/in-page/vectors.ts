import { openPacket, sealPacket } from '../../../src/protocols/device-cloud/packet';
import { verify } from '../../../src/protocols/openapi/sign';
import { ours, received, vectors as signatures } from '../../protocols/openapi/recorded-signatures';
import messages from '../../vectors/mqtt-dp-vectors.json';

/** Bundled for a page: the recorded signatures and data point messages, done again by whatever browser this is. */

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const signed = signatures.map((vector) => ({
  index: vector.index,
  equal: ours(vector).sign === vector.sign,
  accepted: verify(received(vector), vector.secret),
}));

const sealed = messages.vectors.map(({ plaintext, sequence, from, nonceHex, wireHex, key }) => {
  const packet = { text: plaintext, sequence, from, nonce: bytesOf(nonceHex) };
  return {
    opened: openPacket(bytesOf(wireHex), key)?.text === plaintext,
    sealed: hexOf(sealPacket(packet, key)) === wireHex,
  };
});

Object.assign(globalThis, { recorded: { signed, sealed } });
