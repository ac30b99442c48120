import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../src/model/log-line';
import { emptyBind, foldBind } from '../../../src/protocols/bind-log/fold-bind';
import { livesOf } from '../../../src/protocols/bind-log/lives';
import { readSavedLog } from '../../../src/protocols/bind-log/saved-log';
import { logText } from '../../../src/protocols/console/log-text';
import { cloudBench, token } from '../../virtual/cloud-bench';
import { foldLines, linesOf, said, shape } from './heard';

const pairing = `${token.region}${token.token}${token.secret}`;

/** A whole binding over Bluetooth, as it went over the wire. */
const wire = async (): Promise<string> => {
  const board = cloudBench();
  board.issue();
  await board.pass(5000);
  board.pair(pairing);
  await board.pass(12_000);
  return board.heard();
};
const lit = (lines: readonly LogLine[]) => shape(foldLines(lines));
const withTime = (text: string, front: (n: number) => string) =>
  text
    .split('\r\n')
    .map((line, n) => `${front(n)}${line}`)
    .join('\r\n');
const clock = (n: number) =>
  `14:${String(30 + Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;

describe('a saved log is read', () => {
  it.each([
    ['as it came off the wire', (text: string) => text],
    ['with its colours taken out', stripVTControlCharacters],
    ['with the line ends of another system', (text: string) => text.replaceAll('\r\n', '\n')],
    ['with a mark of its encoding in front', (text: string) => `\ufeff${text}`],
    ['with a time in front: minicom', (text: string) => withTime(text, (n) => `[2026-11-22 ${clock(n)}] `)],
    ['with a time in front: Arduino', (text: string) => withTime(text, (n) => `${clock(n)}.118 -> `)],
    ['with a time in front: ISO', (text: string) => withTime(text, (n) => `2026-11-22T${clock(n)}.118Z `)],
    ['with a time in front: a logger', (text: string) => withTime(text, (n) => `[${clock(n)},118] `)],
    [
      // As a public report of TuyaOpen shows its lines.
      'with a stray byte in front of a line',
      (text: string) => text.replaceAll('[01-01', 'q[01-01'),
    ],
  ])('%s', async (_, saved) => {
    const lines = readSavedLog(saved(await wire()));
    expect(lit(lines)).toBe('+++++++++.');
    expect(lines.map(({ text }) => text).join('\n')).not.toMatch(new RegExp(`${token.token}|wifipass1234`));
  });

  it('as the console exports it, masks and all, to the same rail with the same times', async () => {
    const heard = linesOf(Buffer.from(await wire(), 'latin1')).map((line, n) => ({
      ...line,
      at: 1_790_000_000_000 + n * 7,
    }));
    const again = readSavedLog(logText(heard, 'masked'));
    expect(lit(again)).toBe(lit(heard));
    expect(foldLines(again).steps.map(({ at }) => at)).toEqual(foldLines(heard).steps.map(({ at }) => at));
    const typed = readSavedLog('2026-11-22 14:31:32.110 > tuya_iot_init\n');
    expect(typed).toMatchObject([{ sent: true, text: 'tuya_iot_init' }]);
  });

  it('as a report of the bench holds it', () => {
    const report = JSON.stringify({
      evidence: [
        { at: '2026-11-22T14:30:00.000Z', text: 'Authorization read succeeds.' },
        { at: '2026-11-22T14:30:01.000Z', fact: { code: 'booting', details: {} } },
        { at: '2026-11-22T14:30:02.000Z', text: 'Ble is paired' },
      ],
    });
    const lines = readSavedLog(report);
    expect(lit(lines)).toBe('++........');
    expect(lines[1]!.at - lines[0]!.at).toBe(2000);
  });

  it('as the text that it is when it only looks like a report', () => {
    expect(readSavedLog('{ broken\nBle is paired').map(({ text }) => text)).toEqual(['{ broken', 'Ble is paired']);
  });

  it('with the Wi-Fi words of the chip maker', () => {
    const [line] = readSavedLog('I (8123) TKL_WIFI: f: WIFI_EVENT_STA_DISCONNECTED Disconnect reason : 201');
    expect(line).toMatchObject({ level: 'I', file: 'TKL_WIFI' });
    expect(foldBind(emptyBind(), { kind: 'line', line: line! }).fault?.code).toBe('bind.wifi-not-found');
  });
});

describe('time', () => {
  const at = (text: string) => readSavedLog(text).map((line, _, all) => line.at - all[0]!.at);
  const stamped = (stamp: string) => `[${stamp} ty D][a.c:1] x`;

  it('is that of the tool, to the millisecond', () => {
    expect(at('14:30:00.118 -> a\n14:30:01.5 -> b\n[14:30:02,007] c')).toEqual([0, 1382, 1889]);
  });

  it("is the board's own without one, also for lines that have none", () => {
    expect(at(`${stamped('01-01 00:00:01')}\nplain\n${stamped('01-01 00:00:03:250')}`)).toEqual([0, 0, 2250]);
  });

  it('stands still where a clock was set, and where a chip started again', () => {
    const set = [stamped('01-01 00:00:05'), stamped('11-22 14:30:00'), stamped('11-22 14:30:02')].join('\n');
    expect(at(set)).toEqual([0, 0, 2000]);
    const again = [stamped('01-01 00:00:05'), stamped('01-01 00:00:01'), stamped('01-01 00:00:02')].join('\n');
    expect(at(again)).toEqual([0, 0, 1000]);
  });
});

describe('the lives of a chip', () => {
  const lives = (...texts: string[]) => livesOf(said(...texts)).map(({ length }) => length);

  it('are not doubled by the start-up code of the chip maker, which has such a block as well', async () => {
    expect(livesOf(readSavedLog(await wire()))).toHaveLength(1);
  });

  it('begin with the block that says what runs; what was heard before belongs to the first', () => {
    expect(lives('rst:0x1', 'Application information:', 'a', 'Application information:', 'b')).toEqual([3, 2]);
    expect(lives('a', 'b')).toEqual([2]);
    expect(lives()).toEqual([]);
  });
});
