import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bkRegReboot,
  checkCrc,
  erase,
  getFlashId,
  linkCheck,
  readRegister,
  readSector,
  readStatus,
  rebootFrame,
  setBaud,
  writeSector,
  writeStatus,
} from '../../../src/protocols/beken/commands';
import { type BekenReply, createReplyReader } from '../../../src/protocols/beken/frames';
import { crc32 } from '../../../src/protocols/digest/crc32';
import { bytesOf, crcVectors, hexOf, imageSha256, recordedImage, sessions } from '../../vectors/beken';

// beken-uart-boot, sections 3, 4, 8 and 12; the four recorded sessions.

const image = recordedImage();

test('the image of the recordings is the one they name', () => {
  expect(createHash('sha256').update(image).digest('hex')).toBe(imageSha256);
});

test.each(crcVectors)('CRC of $name', (vector) => {
  const input = () => {
    if (vector.image) {
      const part = image.subarray(vector.offset ?? 0, (vector.offset ?? 0) + (vector.length ?? image.length));
      return Uint8Array.from([...part, ...new Array<number>(vector.pad_ff ?? 0).fill(0xff)]);
    }
    if (vector.repeat)
      return new Uint8Array(Number(vector.repeat[1])).fill(Number.parseInt(String(vector.repeat[0]), 16));
    return bytesOf(vector.hex ?? '');
  };
  expect(crc32(input())).toBe(Number(vector.crc_noxor));
});

/** What the recorded tool sent, said with our own words. */
const ours = (hex: string): Uint8Array | undefined => {
  const bytes = bytesOf(hex);
  const at = (from: number) => Buffer.from(bytes).readUInt32LE(from);
  if (hex.startsWith('01e0fcfff4')) {
    switch (bytes[7]) {
      case 0x0e:
        return getFlashId.request;
      case 0x0c:
        return readStatus(bytes[8]!).request;
      case 0x0d:
        return writeStatus(bytes[8]!, [...bytes.subarray(9)]).request;
      case 0x0f:
        return erase(bytes[8] === 0xd8 ? 'block' : 'sector', at(9)).request;
      case 0x07:
        return writeSector(at(8), bytes.subarray(12)).request;
      case 0x09:
        return readSector(at(8)).request;
      default:
        return undefined;
    }
  }
  switch (bytes[4]) {
    case 0x00:
      return linkCheck.request;
    case 0x03:
      return readRegister(at(5)).request;
    case 0x0f:
      return setBaud(at(5), bytes[9]!).request;
    case 0x10:
      return checkCrc(at(5), at(9) - at(5) + 1).request;
    case 0x0e:
      return rebootFrame;
    case 0xfe:
      return bkRegReboot;
    default:
      return undefined;
  }
};

/** Several frames may have gone in one write: the three reboots at the end. */
const apart = (hex: string) => (hex === '01e0fc020ea5'.repeat(hex.length / 12) ? hex.match(/.{12}/g)! : [hex]);

describe.each(Object.entries(sessions))('recorded %s', (_, { events }) => {
  test('every request comes out of our commands', () => {
    for (const event of events.filter(({ dir }) => dir === 'tx'))
      for (const frame of apart(event.hex!)) expect(hexOf(ours(frame)!)).toBe(frame);
  });

  test('every reply is read, in whatever pieces and behind whatever text it comes', () => {
    const stream = bytesOf(events.flatMap(({ dir, hex }) => (dir === 'rx' ? [hex!] : [])).join(''));
    const whole = createReplyReader().take(stream);
    expect(whole).toHaveLength(events.filter(({ dir }) => dir === 'rx').length);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 })), fc.string(), (cuts, text) => {
        const reader = createReplyReader();
        const noisy = Buffer.concat([Buffer.from(text), stream]);
        const replies: BekenReply[] = [];
        let from = 0;
        for (const cut of [...cuts, noisy.length]) {
          replies.push(...reader.take(noisy.subarray(from, from + cut)));
          from += cut;
        }
        expect(replies.map(({ payload, ...rest }) => ({ ...rest, payload: hexOf(payload) }))).toEqual(
          whole.map(({ payload, ...rest }) => ({ ...rest, payload: hexOf(payload) })),
        );
      }),
      { numRuns: 30 },
    );
  });
});

test('a flash id in a frame that counts one byte too few', () => {
  const reply = bytesOf('040eff01e0fcf405000e0000c86517');
  const [read, more] = createReplyReader().take(Uint8Array.from([...reply, ...linkAnswer]));
  expect(getFlashId.read(read!.payload)).toBe(0x1765c8);
  expect(more).toMatchObject({ kind: 'short', op: 0x01 });
});

const linkAnswer = bytesOf('040e0501e0fc0100');

test('an error reply is shorter than the good one', () => {
  expect(createReplyReader().take(bytesOf('040eff01e0fcf402000703'))).toEqual([
    { kind: 'long', op: 0x07, status: 0x03, payload: new Uint8Array(0) },
  ]);
});

test('a length that no reply has holds nothing up', () => {
  const noise = bytesOf('040eff01e0fcf4ffff07');
  expect(createReplyReader().take(Uint8Array.from([...noise, ...linkAnswer]))).toHaveLength(1);
});

test('a reply to another address is not ours', () => {
  expect(readSector(0x1000).read(bytesOf('00200000'.padEnd(8 + 8192, 'f')))).toBeUndefined();
  expect(erase('sector', 0x1000).read(bytesOf('2000200000'))).toBeUndefined();
  expect(readRegister(0x44010004).read(bytesOf('0500014458720000'))).toBe(0x7258);
});
