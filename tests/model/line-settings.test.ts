import { describe, expect, test } from 'vitest';
import { bitsPerByte, formatName, readBaud, readLine, usualFormat, usualLine } from '../../src/model/line-settings';

describe('a speed as typed', () => {
  test.each([
    ['115200', 115_200],
    [' 921 600 ', 921_600],
    ['921,600', 921_600],
    ['921.600', 921_600],
    ["2'000'000", 2_000_000],
    ['921.6k', 921_600],
    ['1.5M', 1_500_000],
    ['1,5 m', 1_500_000],
    ['4000000', 4_000_000],
    ['50', 50],
    ['74880 baud', 74_880],
  ])('%s is %d', (typed, baud) => expect(readBaud(typed)).toBe(baud));

  test.each(['', '0', '49', '4000001', '5M', '-9600', '9600.5', '96e3', 'fast', '12,34'])('%s is none', (typed) =>
    expect(readBaud(typed)).toBeUndefined(),
  );
});

describe('the shape of a byte', () => {
  test('has a name and a length', () => {
    expect([formatName(usualFormat), bitsPerByte(usualFormat)]).toEqual(['8N1', 10]);
    const longest = { dataBits: 8, parity: 'even', stopBits: 2 } as const;
    expect([formatName(longest), bitsPerByte(longest)]).toEqual(['8E2', 12]);
  });
});

describe('what was stored', () => {
  test('comes back as it was', () => {
    const line = { baud: 250_000, dataBits: 7, parity: 'odd', stopBits: 2 } as const;
    expect(readLine(JSON.parse(JSON.stringify(line)))).toEqual(line);
  });

  test.each([undefined, null, 'x', {}, { baud: '9600' }, { baud: 5e9 }, { baud: 9600.5 }])('%j is none', (stored) =>
    expect(readLine(stored)).toBeUndefined(),
  );

  test('an unknown shape is 8N1', () => {
    expect(readLine({ baud: 115_200, dataBits: 5, parity: 'mark', stopBits: 1.5 })).toEqual(usualLine);
  });
});
