import { encode } from 'uqr';
import { describe, expect, test } from 'vitest';
import { certificateOf } from '../../../src/protocols/certificate/certificate';
import { fileName, inGroups, qrText, stamp, valueText } from '../../../src/screens/certificate/paper-text';
import { bound, doubtful } from '../harness/certificate-runs';

describe('the code on a label (look.md, "Print": QR of at least 16 mm with uuid and MAC tail)', () => {
  test('holds uuid and MAC tail, or the MAC of a board without license', () => {
    expect(qrText(certificateOf(bound))).toBe('a3f277d01b9e44a2c6e0 B2:C3');
    expect(qrText(certificateOf({ ...bound, uuid: undefined }))).toBe('34:85:18:6E:B2:C3');
    expect(qrText(certificateOf({ ...bound, uuid: undefined, chip: undefined }))).toBeUndefined();
  });

  test.each([['a3f277d01b9e44a2c6e0 B2:C3'], ['tuya0123456789ab B2:C3'], ['34:85:18:6E:B2:C3']])(
    '%s is 16 mm wide in the 22.4 mm that the label has for it with its quiet cells',
    (text) => {
      const { size } = encode(text, { ecc: 'M', border: 0 });
      expect((22.4 * size) / (size + 8)).toBeGreaterThanOrEqual(16);
    },
  );
});

test('a moment as paper has it: local time with its distance from UTC', () => {
  const at = new Date(2026, 10, 22, 14, 32, 21).getTime();
  expect(stamp(at)).toMatch(/^2026-11-22 14:32:21 [+-]\d\d:\d\d$/);
  expect(Date.parse(stamp(at).replace(/ ([\d:]+) /, 'T$1'))).toBe(at);
});

test('a digest in groups of eight, all of it', () => {
  expect(inGroups(bound.firmware ?? '').split(' ')).toHaveLength(8);
  expect(inGroups(bound.firmware ?? '').replaceAll(' ', '')).toBe(bound.firmware);
});

test('values in words, long ones cut', () => {
  const words = { on: 'on', off: 'off' };
  expect(valueText(true, words)).toBe('on');
  expect(valueText(0, words)).toBe('0');
  expect(valueText('x'.repeat(300), words)).toHaveLength(40);
});

test('files are named by what they are', () => {
  expect(fileName(certificateOf(bound), 'json')).toMatch(/^certificate-B2C3-2026-11-2\d\.json$/);
  expect(fileName(certificateOf(doubtful), 'csv')).toMatch(/^report-B2F1-2026-11-2\d\.csv$/);
});
