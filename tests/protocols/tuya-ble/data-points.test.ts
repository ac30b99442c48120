import { describe, expect, it } from 'vitest';
import type { DataPoint } from '../../../src/model/data-point';
import { commands } from '../../../src/protocols/tuya-ble/commands';
import {
  type BleDp,
  readDpReport,
  readDpSet,
  readDpSetAnswer,
  writeDpReport,
  writeDpSet,
  writeDpSetAnswer,
} from '../../../src/protocols/tuya-ble/data-points';
import { dataOf, hexBytes, hexOf, points } from './recorded';

const [recordedSet = new Uint8Array()] = dataOf(commands.dpSet, true);
const [recordedQuery = new Uint8Array()] = dataOf(commands.dpAnswer, false);
const spontaneous = dataOf(commands.dpReport, false);

/** The values the recorded application was handed: 5 AQID, 3 high, 2 300, 1 true; sent in the opposite order. */
const wanted: BleDp[] = [
  { id: 1, type: 'bool', value: true },
  { id: 2, type: 'value', value: 300 },
  { id: 3, type: 'enum', value: 'high' },
  { id: 5, type: 'raw', value: 'AQID' },
];

// vectors/ble-pairing-session.json, bound-session-dp-and-unbind; ble-pairing, section 9.
describe('recorded data points', () => {
  it('are there: one set, one answer, one query, two reports', () => {
    const counts = [dataOf(commands.dpSet, true), dataOf(commands.dpSet, false), dataOf(commands.dpAnswer, false)];
    expect([...counts, spontaneous].map(({ length }) => length)).toEqual([1, 1, 1, 2]);
    expect(points.map(({ id }) => id)).toEqual([1, 2, 3, 5, 6]);
  });

  it('are set, both ways', () => {
    expect(hexOf(writeDpSet(9, wanted, points))).toBe(hexOf(recordedSet));
    expect(readDpSet(recordedSet, points)).toEqual({ rSn: 9, dps: wanted });
  });

  it('are answered, both ways', () => {
    const [answer = new Uint8Array()] = dataOf(commands.dpSet, false);
    expect(writeDpSetAnswer(9)).toEqual(answer);
    expect(readDpSetAnswer(answer)).toEqual({ rSn: 9, result: 0 });
    expect(readDpSetAnswer(answer.subarray(1))).toBeUndefined();
  });

  it('are told when asked, both ways: 0 for what was never reported, in reverse order', () => {
    const dps: BleDp[] = [
      { id: 6, type: 'bitmap', value: 0 },
      { id: 3, type: 'enum', value: 'low' },
      { id: 2, type: 'value', value: 0 },
      { id: 1, type: 'bool', value: false },
    ];
    const report = { sn: 1, asked: true, dps };
    expect(readDpReport(commands.dpAnswer, recordedQuery, points)).toEqual(report);
    const { command, data } = writeDpReport(report, points);
    expect([command, hexOf(data)]).toEqual([commands.dpAnswer, hexOf(recordedQuery)]);
  });

  it('are told by themselves, both ways, with the time of a peer whose clock is byte-swapped', () => {
    const at = 0x6955b900 * 1000;
    const reports = [
      { sn: 2, asked: false, at, dps: [{ id: 2, type: 'value', value: 77 }] },
      { sn: 3, asked: false, at, dps: [{ id: 1, type: 'bool', value: true }] },
    ] satisfies Parameters<typeof writeDpReport>[0][];
    expect(spontaneous.map((data) => readDpReport(commands.dpReport, data, points))).toEqual(reports);
    const written = reports.map((report) => writeDpReport(report, points, { swappedClock: true }));
    expect(written.map(({ data }) => hexOf(data))).toEqual(spontaneous.map(hexOf));
    expect(written.map(({ command }) => command)).toEqual([commands.dpReport, commands.dpReport]);
  });
});

describe('the time of a report', () => {
  const timeOf = (hex: string): number | undefined =>
    readDpReport(commands.dpReport, hexBytes(`0000000001000001${hex}`), points)?.at;

  it('is big endian where that makes sense', () => {
    const { data } = writeDpReport({ sn: 1, asked: false, at: 0x6955b900 * 1000, dps: [] }, points);
    expect(hexOf(data)).toBe('00000000010000016955b900');
    expect(timeOf('6955b900')).toBe(1767225600000);
  });

  it('is taken swapped only when big endian lies decades off and swapped does not', () => {
    expect(timeOf('00b95569')).toBe(1767225600000);
    expect(timeOf('00000001')).toBe(1000);
    // Both make sense: 2025 and 2036.
    expect(timeOf('6920207c')).toBe(0x6920207c * 1000);
  });
});

describe('values', () => {
  const schema: DataPoint[] = [
    { id: 1, code: 'mode', name: '', mode: 'rw', type: 'enum', range: Array.from({ length: 300 }, (_, n) => `w${n}`) },
    { id: 2, code: 'text', name: '', mode: 'rw', type: 'string', maxlen: 20 },
    { id: 3, code: 'level', name: '', mode: 'rw', type: 'value', min: -100, max: 100 },
    { id: 4, code: 'flags', name: '', mode: 'rw', type: 'bitmap', maxlen: 31 },
    { id: 5, code: 'bytes', name: '', mode: 'rw', type: 'raw' },
  ];
  const roundTrip = (dp: BleDp): BleDp[] | undefined => {
    const { command, data } = writeDpReport({ sn: 1, asked: false, dps: [dp] }, schema);
    const reported = readDpReport(command, data, schema)?.dps;
    expect(readDpSet(writeDpSet(1, [dp], schema), schema)?.dps).toEqual(reported);
    return reported;
  };

  it.each<BleDp>([
    { id: 2, type: 'string', value: '' },
    { id: 2, type: 'string', value: '灯 on' },
    { id: 3, type: 'value', value: -100 },
    { id: 3, type: 'value', value: 2147483647 },
    { id: 4, type: 'bitmap', value: 0x7fffffff },
    { id: 5, type: 'raw', value: '' },
    { id: 5, type: 'raw', value: 'AP9/gA==' },
    { id: 1, type: 'enum', value: 'w7' },
  ])('go there and back: %o', (dp) => {
    expect(roundTrip(dp)).toEqual([dp]);
  });

  const bytesOf = (dp: BleDp, way: 'set' | 'report'): string => {
    const data =
      way === 'set' ? writeDpSet(1, [dp], schema) : writeDpReport({ sn: 1, asked: false, dps: [dp] }, schema).data;
    return hexOf(data.subarray(way === 'set' ? 5 : 7));
  };

  it('have the lengths of section 9', () => {
    expect(bytesOf({ id: 4, type: 'bitmap', value: 1 }, 'report')).toBe('0405000400000001');
    expect(bytesOf({ id: 3, type: 'value', value: -1 }, 'set')).toBe('03020004ffffffff');
    expect(bytesOf({ id: 1, type: 'enum', value: 'w255' }, 'report')).toBe('01040001ff');
    // An index in as few bytes as hold it, and one byte on a set because the device looks at the first only.
    expect(bytesOf({ id: 1, type: 'enum', value: 'w256' }, 'report')).toBe('010400020100');
    expect(bytesOf({ id: 1, type: 'enum', value: 'w2' }, 'set')).toBe('0104000102');
  });

  it('of an enum are read at the first byte on a set, and whole in a report', () => {
    const dp = '010400020105';
    expect(readDpSet(hexBytes(`0000000001${dp}`), schema)?.dps).toEqual([{ id: 1, type: 'enum', value: 'w1' }]);
    const report = readDpReport(commands.dpAnswer, hexBytes(`00000000010000${dp}`), schema);
    expect(report?.dps).toEqual([{ id: 1, type: 'enum', value: 'w261' }]);
  });

  it('of an enum the schema does not know stay an index, and an unknown word is not sent', () => {
    const report = readDpReport(commands.dpAnswer, hexBytes('000000000100000904000102'), schema);
    expect(report?.dps).toEqual([{ id: 9, type: 'enum', value: 2 }]);
    expect(() => writeDpSet(1, [{ id: 1, type: 'enum', value: 'none' }], schema)).toThrow(RangeError);
    expect(() => writeDpSet(1, [{ id: 1, type: 'enum', value: 'w256' }], schema)).toThrow(RangeError);
  });

  it('of bitmaps come in 1, 2 or 4 bytes', () => {
    const lists = ['0405000105', '040500020105', '0405000400000105'];
    const read = lists.map((list) => readDpReport(commands.dpAnswer, hexBytes(`00000000010000${list}`), schema)?.dps);
    expect(read.flat().map((dp) => dp?.value)).toEqual([5, 0x105, 0x105]);
  });

  it('that nobody knows are left out, and the rest is read', () => {
    const list = '0109000101 03020002ffff 0405000101'.replaceAll(' ', '');
    const report = readDpReport(commands.dpAnswer, hexBytes(`00000000010000${list}`), schema);
    expect(report?.dps).toEqual([{ id: 4, type: 'bitmap', value: 1 }]);
  });
});

describe('what is broken off', () => {
  it('is in a report what was whole, and in a set nothing, though it is answered', () => {
    for (let end = 7; end < recordedQuery.length; end += 1) {
      const report = readDpReport(commands.dpAnswer, recordedQuery.subarray(0, end), points);
      expect(report?.dps.length).toBe([15, 20, 28].filter((whole) => whole <= end).length);
    }
    expect(readDpSet(recordedSet.subarray(0, -1), points)).toEqual({ rSn: 9, dps: [] });
    expect(readDpSet(recordedSet.subarray(0, 5), points)).toEqual({ rSn: 9, dps: [] });
  });

  it('in the head is nothing at all', () => {
    expect(readDpSet(recordedSet.subarray(0, 4), points)).toBeUndefined();
    expect(readDpReport(commands.dpAnswer, recordedQuery.subarray(0, 6), points)).toBeUndefined();
    expect(readDpReport(commands.dpReport, spontaneous[0]?.subarray(0, 11) ?? recordedSet, points)).toBeUndefined();
    expect(readDpReport(commands.dpSet, recordedQuery, points)).toBeUndefined();
    // A kind of time nobody has described.
    expect(readDpReport(commands.dpReport, spontaneous[0]?.with(7, 2) ?? recordedSet, points)).toBeUndefined();
  });
});
