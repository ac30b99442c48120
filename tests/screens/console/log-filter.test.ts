import { expect, test } from 'vitest';
import type { LogLine } from '../../../src/model/log-line';
import { linePieces } from '../../../src/screens/console/line-pieces';
import { filterLog, rankOf } from '../../../src/screens/console/log-filter';

const log: LogLine[] = [
  { at: 1, level: 'I', file: 'netmgr.c', text: 'wifi connnet Workshop-2G' },
  { at: 2, level: 'D', file: 'tkl_wifi.c', text: 'rssi -52' },
  { at: 3, sent: true, text: 'read_mac' },
  { at: 4, text: 'mac: c8:47:8c:a1:b2:c3' },
  { at: 5, level: 'E', file: 'tuya_tls.c', text: 'handshake' },
];

test('a hidden level goes on counting (look.md, "Console")', () => {
  const shown = filterLog(log, { hidden: new Set(['D', 'plain'] as const), hiddenStreams: new Set(), words: '' });
  expect(shown.places).toEqual([0, 2, 4]);
  expect(shown.counts).toEqual({ E: 1, W: 0, N: 0, I: 1, D: 1, T: 0, plain: 1 });
  expect(shown.leftOut).toBe(2);
});

test('words are found in text and file, in any case, and what was sent stays', () => {
  expect(filterLog(log, { hidden: new Set(), hiddenStreams: new Set(), words: ' WIFI ' }).places).toEqual([0, 1]);
  expect(filterLog(log, { hidden: new Set(), hiddenStreams: new Set(), words: 'mac' }).places).toEqual([2, 3]);
  expect(filterLog(log, { hidden: new Set(['plain'] as const), hiddenStreams: new Set(), words: '' }).places).toContain(
    2,
  );
});

test('the place of a line that is not shown is where it would stand', () => {
  expect([0, 3, 4, 7, 9].map((place) => rankOf([3, 4, 8], place))).toEqual([0, 0, 1, 2, 3]);
});

test('a line is cut at masks and at what was found, and nothing is lost', () => {
  const text = 'cfg ssid:Workshop, passwd:••••••, token:••••••';
  const masked = [
    [26, 6],
    [40, 6],
  ] as const;
  const pieces = linePieces({ text, masked }, 'O');
  expect(
    pieces
      .map((piece) => (piece.kind === 'mask' ? '#' : piece.kind === 'found' ? `<${piece.text}>` : piece.text))
      .join(''),
  ).toBe('cfg ssid:W<o>rksh<o>p, passwd:#, t<o>ken:#');
  expect(new Set(pieces.map(({ at }) => at)).size).toBe(pieces.length);
});

test('a search never looks into a mask', () => {
  expect(linePieces({ text: 'a••••••b', masked: [[1, 6]] }, '••')).toEqual([
    { kind: 'text', text: 'a', at: 0 },
    { kind: 'mask', at: 1 },
    { kind: 'text', text: 'b', at: 7 },
  ]);
});

test('a board with two ports: each port is counted, and one can be left out', () => {
  const both: LogLine[] = [{ ...log[0]!, from: 'log-port' }, { ...log[1]!, from: 'log-port' }, log[2]!];
  const shown = filterLog(both, { hidden: new Set(), hiddenStreams: new Set(['log-port'] as const), words: '' });
  expect(shown.places).toEqual([2]);
  expect(shown.leftOut).toBe(2);
  expect(shown.streams['log-port']).toBe(2);
});
