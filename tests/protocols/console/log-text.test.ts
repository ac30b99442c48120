import { expect, test } from 'vitest';
import { logFileName, logText } from '../../../src/protocols/console/log-text';

const at = new Date(2026, 10, 22, 14, 31, 32, 7).getTime();

test('a saved log has time, level, file and text, with masks of one length', () => {
  const text = logText(
    [
      { at, level: 'D', file: 'tuya_authorize.c', text: 'authkey:••••••(32)', masked: [[8, 6]] },
      { at, text: 'mac: c8:47:8c:a1:b2:c3' },
      { at, sent: true, text: 'auth-read' },
    ],
    'masked',
  );
  expect(text).toBe(
    [
      '2026-11-22 14:31:32.007 D tuya_authorize.c: authkey:[masked](32)',
      '2026-11-22 14:31:32.007   mac: c8:47:8c:a1:b2:c3',
      '2026-11-22 14:31:32.007 > auth-read',
      '',
    ].join('\n'),
  );
});

test('the file name holds no character that a file system minds', () => {
  expect(logFileName('CP210x #2: /dev', at)).toBe('console-CP210x-2-dev-2026-11-22-143132.txt');
});
