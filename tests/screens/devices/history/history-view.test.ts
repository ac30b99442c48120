import { expect, test } from 'vitest';
import { devices as english } from '../../../../src/i18n/en/devices';
import type { DataPoint } from '../../../../src/model/data-point';
import type { DpEntry } from '../../../../src/model/dp-history';
import { dataPointLines, lineOfCommand } from '../../../../src/screens/devices/history/device-log-lines';
import { historyCsv, shownHistory } from '../../../../src/screens/devices/history/history-view';
import { scaled, shownFacts, shownValue, withUnit } from '../../../../src/screens/devices/points/dp-values';

const entry = (more: Partial<DpEntry>): DpEntry => ({
  id: 'a',
  at: Date.UTC(2026, 10, 22, 14, 36, 2, 118),
  code: 'switch_1',
  dpId: 1,
  kind: 'sent',
  source: 'app',
  value: true,
  ...more,
});
const words = english.words.points;
const point = (more: Partial<DataPoint>): DataPoint => ({
  id: 22,
  code: 'bright_value',
  name: 'Brightness',
  mode: 'rw',
  type: 'value',
  ...more,
});

test('newest first; an agent has a filter of its own', () => {
  const entries = [entry({}), entry({ id: 'b', source: 'agent' }), entry({ id: 'c', kind: 'reported' })];
  expect(shownHistory(entries, 'all').map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  expect(shownHistory(entries, 'sent').map(({ id }) => id)).toEqual(['b', 'a']);
  expect(shownHistory(entries, 'reported').map(({ id }) => id)).toEqual(['c']);
  expect(shownHistory(entries, 'agent').map(({ id }) => id)).toEqual(['b']);
});

test('the file has values as they travel, and nothing that a spreadsheet would run', () => {
  const csv = historyCsv(
    [
      entry({ command: { kind: 'answered', value: true, at: 0, ms: 142 } }),
      entry({ code: 'greeting', dpId: 101, value: '=1+1,"x"' }),
      entry({ code: 'temp', dpId: 3, value: -20, kind: 'reported', source: 'device', before: -10 }),
    ],
    [],
  );
  expect(csv.split('\r\n')).toEqual([
    'time,kind,source,dp_id,code,value,value_before,outcome,latency_ms,refusal_code',
    '2026-11-22T14:36:02.118Z,sent,app,1,switch_1,true,,answered,142,',
    `2026-11-22T14:36:02.118Z,sent,app,101,greeting,"'=1+1,""x""",,,,`,
    '2026-11-22T14:36:02.118Z,reported,device,3,temp,-20,-10,,,',
    '',
  ]);
});

test('values as people read them', () => {
  const brightness = point({ scale: 1, unit: '%', min: 10, max: 1000 });
  expect(withUnit(brightness, 680)).toBe('68.0\u00a0%');
  expect(scaled(point({}), 86_400)).toBe('86\u00a0400');
  expect(scaled(point({ scale: 1 }), -205)).toBe('-20.5');
  expect(shownValue(point({ type: 'bool' }), true, words)).toBe('on');
  expect(shownValue(point({ type: 'bitmap', labels: ['heat', 'volt'], maxlen: 3 }), 5, words)).toBe('heat, bit 2');
  expect(shownValue(point({ type: 'bitmap', maxlen: 3 }), 0, words)).toBe('none set');
  expect(shownValue(point({ type: 'raw' }), 'pQE8AOI=', words)).toBe('A5 01 3C 00 E2');
  expect(shownValue(point({ type: 'raw' }), btoa('123456789'), words)).toBe('9\u00a0B');
  expect(words.send && english.words.fault.above(shownFacts(brightness, { min: 10, max: 1000, value: 2000 }))).toBe(
    'Too large: it takes 1.0\u00a0% to 100.0\u00a0%.',
  );
});

test('the line of the board that belongs to a command is the first one after it that names its data point', () => {
  const line = (at: number, text: string) => ({ at, text });
  const lines = [
    line(900, 'dp<1> bool: 1, new: 0'),
    line(1050, 'Data JSON:{"dps":{"21":true}}'),
    line(1097, 'dp<1> bool: 0, new: 1'),
    line(1300, 'rssi -51'),
  ];
  const command = { kind: 'answered', value: true, at: 1000, ms: 142 } as const;
  expect(lineOfCommand(lines, point({ id: 1 }), command)?.at).toBe(1097);
  expect(dataPointLines(lines)).toHaveLength(3);
});
