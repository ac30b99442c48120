import { expect, it } from 'vitest';
import { linesUpTo, litLines } from '../../../src/screens/reader/lit-lines';
import { textOf } from '../../../src/screens/reader/use-reader';
import { railOf } from '../../protocols/bind-log/heard';

const lines = [
  'Authorization read succeeds.',
  'Ble is paired',
  'tuya_iot.c| token: ••••••',
  'wifi status changed to 0, old stat: 2',
  'endport->atop.host = "a1.tuyacn.com"',
  'TUYA_TLS Success Connect a1.tuyacn.com:443 Suit:X',
];

it('shows each line that lit a step once, in the order they were said', () => {
  expect(litLines(railOf(...lines)).map(({ text }) => text)).toEqual(
    lines.map((line) => line.replace('tuya_iot.c| ', '')),
  );
});

it('shows no line for a step that only a later one proves', () => {
  expect(litLines(railOf('Tuya MQTT connected.'))).toHaveLength(1);
});

it('tells a fault with its own line last, and no more than three before it', () => {
  const view = railOf(...lines, 'errorMsg:token invalid', 'activate_response_parse error:-2');
  const shown = linesUpTo(view, view.fault!);
  expect(shown.map(({ text, state }) => [text, state])).toEqual([
    ['wifi status changed to 0, old stat: 2', 'proven'],
    ['endport->atop.host = "a1.tuyacn.com"', 'proven'],
    ['TUYA_TLS Success Connect a1.tuyacn.com:443 Suit:X', 'proven'],
    ['errorMsg:token invalid', 'failed'],
  ]);
});

it('tells a known fault of the firmware, and a doubt, with their own lines and marks', () => {
  const dropped = railOf('dp rept out: {"1":true}', 'dp_schema.c| bitmap check fail 4 130 9', 'PUBACK ID:3');
  const [note] = dropped.notes ?? [];
  expect(linesUpTo(dropped, note!).map(({ text, state }) => [text, state])).toEqual([
    ['bitmap check fail 4 130 9', 'doubtful'],
  ]);
  const doubt = railOf('Application information:', 'tuya_authorize.c| Authorization read failure.');
  expect(linesUpTo(doubt, doubt.fault!).map(({ state }) => state)).toEqual(['doubtful']);
});

it('reads what Windows shells write', () => {
  const utf16 = Uint8Array.of(0xff, 0xfe, ...Buffer.from('Ble is paired', 'utf16le'));
  expect(textOf(utf16).replace(/^\ufeff/, '')).toBe('Ble is paired');
  expect(textOf(new TextEncoder().encode('配网'))).toBe('配网');
});
