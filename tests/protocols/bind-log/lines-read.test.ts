import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../src/model/log-line';
import { readSavedLog } from '../../../src/protocols/bind-log/saved-log';
import { linesOf } from './heard';

const stored = (name: string) => readFileSync(`tests/vectors/logs/${name}.log`, 'utf8');
const shown = (lines: readonly LogLine[]) =>
  lines.map(({ level, file, stamp, text }) =>
    [level ?? '-', file ?? '-', stamp ?? '-', text.trim().slice(0, 24)].join(' | '),
  );
const read = (text: string) => shown(readSavedLog(text));

/** Line ends as they are found in logs of terminals that add what the board has sent already. */
const lineEnds = ['\n', '\r\n', '\r\r\n', '\r'];

describe('lines without time, with an address in place of the file, or without either are read', () => {
  it('an address in place of the file', () => {
    expect(read(stored('file-field-is-an-address'))).toEqual([
      'D | 0x8880d | 01-01 00:00:00 | add new node,type:4',
      'D | 0x88957 | 01-01 00:00:00 | init watchdog, interval:',
      'D | tal_thread.c | 01-01 00:00:00 | Thread:health_monitor Ex',
      'I | 0x7a5bb | 01-01 00:00:00 | mqc app init ...',
      'E | 0x7d6b5 | 01-01 00:00:00 | logseq empty',
      'N | 0xb94d7 | 01-01 00:00:00 | key_addr: 0x1ee000   blo',
    ]);
  });

  it('no time, no file', () => {
    expect(read(stored('mqtt-5-no-stamps'))).toEqual([
      '- | - | - | wifi connnet FTTH',
      'E | - | - | tcp transporter connect ',
      '- | - | - | MQTT connect fail:5',
    ]);
  });

  it('no time', () => {
    expect(read(stored('no-license-no-time'))).toEqual([
      'E | tal_kv.c | - | lfs open UUID_TUYAOPEN -',
      'E | tuya_authorize.c | - | Authorization read failu',
    ]);
  });

  it('no level and no time', () => {
    expect(read(stored('placeholder-old-name-bare'))).toEqual([
      '- | tuya_main.c | - | Replace the TUYA_DEVICE_',
      '- | tuya_main.c | - | uuid uuidxxxxxxxxxxxxxxx',
    ]);
  });

  it('older names of the levels', () => {
    expect(read('[01-01 18:12:16 TUYA Err][httpc.c:495] tcp connect failed')).toEqual([
      'E | httpc.c | 01-01 18:12:16 | tcp connect failed',
    ]);
    expect(read('[01-01 18:12:16 TUYA Notice][lr:0xb563d] uf_open 2')).toEqual([
      'N | 0xb563d | 01-01 18:12:16 | uf_open 2',
    ]);
  });

  it('a line that is cut off keeps what it has', () => {
    expect(read(stored('assert-at-start')).filter((line) => line.includes('[01-01 00:0'))).toEqual([
      '- | - | - | [01-01 00:0',
    ]);
  });

  it('words in brackets that are no log stay as they are', () => {
    for (const text of ['[12:00:01] MQTT connected', '[ty] x', '[main.c] x', '[a:1] x', 'x [ty E] y']) {
      expect(read(text)[0]).toMatch(/^- \| - \| - \| /);
    }
  });
});

describe('every stored log reads the same', () => {
  const names = [
    'assert-at-start',
    'bitmap-refused-by-firmware',
    'file-field-is-an-address',
    'mqtt-5-no-stamps',
    'no-license-no-time',
    'pairing-again-after-restart',
    'pairing-mode',
    'placeholder-old-name',
    'placeholder-old-name-bare',
  ];
  it.each(names)('with any line ends, with colours and with a time in front: %s', (name) => {
    const text = stored(name);
    const plain = read(text);
    for (const end of lineEnds) expect(read(text.replaceAll('\n', end))).toEqual(plain);
    const lines = text.split('\n');
    expect(read(lines.map((line) => `\u001b[0;32;49m${line}\u001b[0m`).join('\r\n'))).toEqual(plain);
    expect(read(lines.map((line) => (line ? `14:30:00.118 -> ${line}` : '')).join('\n'))).toEqual(plain);
  });

  it.each(names)('from the wire as from the file: %s', (name) => {
    const text = stored(name);
    for (const end of ['\r\n', '\r\r\n']) {
      expect(shown(linesOf(Buffer.from(text.replaceAll('\n', end), 'latin1')))).toEqual(read(text));
    }
  });
});
