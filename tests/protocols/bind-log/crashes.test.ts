import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problems } from '../../../src/i18n/en/problems';
import { zh } from '../../../src/i18n/zh';
import type { BindView } from '../../../src/model/bind';
import { livesOf, railsOf } from '../../../src/protocols/bind-log/lives';
import { readSavedLog } from '../../../src/protocols/bind-log/saved-log';
import { verdictOf } from '../../../src/protocols/bind-log/verdict';
import { faultOf, foldLines, linesOf, shape } from './heard';

/** What the chip maker's code prints, as public reports and its sources show it; addresses are made up. */
const registers = `Core  0 register dump:
PC      : 0x400556d5  PS      : 0x00060a30  A0      : 0x82000000  A1      : 0x3fcb3740

Backtrace: 0x40375d21:0x3fcb3740 0x40381999:0x3fcb3760

ELF file SHA256: b1079b708
`;
const reset = `Rebooting...
ESP-ROM:esp32s3-20210327
rst:0xc (RTC_SW_CPU_RST),boot:0x8 (SPI_FAST_FLASH_BOOT)
`;
const own = (text: string) => `[01-01 00:00:01 ty I][tuya_main.c:1] ${text}\n`;
const start = `${own('Application information:')}${own('Authorization read succeeds.')}${own('tuya_iot_init')}`;
const waiting = `${start}${own('Tuya Event ID:1(TUYA_EVENT_BIND_START)')}`;
const online = `${start}${own('Tuya Event ID:14(TUYA_EVENT_BINDED_NOTIFY)')}${own('Tuya MQTT connected.')}`;

const guru = (reason: string) => `Guru Meditation Error: Core  0 panic'ed (${reason}). Exception was unhandled.\n`;
const crashes: readonly (readonly [string, string, object])[] = [
  [
    'assert failed',
    `assert failed: search_suitable_block tlsf_control_functions.h:359 (sl_map)\n${registers}${reset}`,
    { kind: 'assert', place: 'search_suitable_block tlsf_control_functions.h:359' },
  ],
  ['Guru Meditation', `${guru('LoadProhibited')}${registers}${reset}`, { kind: 'exception', reason: 'LoadProhibited' }],
  ['an interrupt that hangs', `${guru('Interrupt wdt timeout on CPU0')}${registers}${reset}`, { kind: 'watchdog' }],
  [
    'a stack that ran over, seen by its canary',
    `${guru('Unhandled debug exception')}Debug exception reason: Stack canary watchpoint triggered (cli) \n${registers}${reset}`,
    { kind: 'stack', task: 'cli' },
  ],
  [
    'a stack that ran over, seen by the hook',
    `\n***ERROR*** A stack overflow in task tuya_app_main has been detected.\n${registers}${reset}`,
    { kind: 'stack', task: 'tuya_app_main' },
  ],
  ['abort()', `abort() was called at PC 0x4201c9f8 on core 0\n${registers}${reset}`, { kind: 'abort' }],
  ['a damaged heap', `CORRUPT HEAP: Bad head at 0x3ffb1234.\n\n${registers}${reset}`, { kind: 'heap' }],
  [
    'the watchdog of a task',
    `E (10303) task_wdt: Task watchdog got triggered. The following tasks/users did not reset the watchdog in time:
E (10303) task_wdt:  - IDLE0 (CPU 0)
E (10303) task_wdt: Tasks currently running:
E (10303) task_wdt: CPU 0: tuya_app_main
E (10303) task_wdt: Aborting.

abort() was called at PC 0x4201c9f8 on core 0
${registers}${reset}`,
    { kind: 'watchdog', task: 'tuya_app_main' },
  ],
  [
    'power that breaks down',
    `\nBrownout detector was triggered\n\nets Jun  8 2016 00:22:57\n\nrst:0xc (SW_CPU_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\n`,
    { kind: 'brownout' },
  ],
  [
    'power that breaks down before a word could be said',
    'rst:0xf (RTCWDT_BROWN_OUT_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\n',
    { kind: 'brownout' },
  ],
  ['a watchdog of the chip', 'rst:0x8 (TG1WDT_SYS_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\n', { kind: 'watchdog' }],
  [
    'a dump of T5AI, of an assertion',
    `(2013834)Assert at: cli_assert_dump_cmd:43
${'*'.repeat(95)}
${'*'.repeat(35)}user except handler begin${'*'.repeat(35)}
CPU0 Current regs:
0 r0 x 0x2168e
`,
    { kind: 'assert', place: 'cli_assert_dump_cmd:43' },
  ],
  [
    'a dump of T5AI, of a fault',
    `CPU0 Current regs:\n0 r0 x 0x2168e\n@Dump-reason: HardFault\n${'*'.repeat(35)}user except handler begin${'*'.repeat(35)}\n`,
    { kind: 'exception', reason: 'HardFault' },
  ],
  ['BK7231N, a jump', 'prefetch abort\nCurrent regs:\nr00:0x00000000 r01:0x00000001\n', { reason: 'prefetch abort' }],
  ['BK7231N, an access', 'data abort\nCurrent regs:\nr00:0x00000000\n', { kind: 'exception', reason: 'data abort' }],
];

const read = (text: string): BindView => foldLines(readSavedLog(text));

describe('a panic is named, with its line', () => {
  it.each(crashes)('%s', (_, text, details) => {
    const view = read(`${waiting}${text}`);
    expect(faultOf(view)).toEqual(['bind.crashed', 'channel']);
    expect(view.fault).toMatchObject({ details });
    expect(view.fault?.text).toBeTruthy();
    expect(view.fault?.times).toBeUndefined();
    for (const words of [problems.words, zh.problems as typeof problems.words]) {
      const { title, what } = words.of['bind.crashed'];
      expect(`${title(view.fault!.details)} ${what(view.fault!.details)}`).not.toMatch(/undefined|NaN/);
    }
  });

  it.each(crashes)('from the wire as from the file: %s', (_, text, details) => {
    const wire = `${waiting}${text}`.replaceAll('\n', '\r\n');
    expect(foldLines(linesOf(Buffer.from(wire, 'latin1'), 7)).fault).toMatchObject({ code: 'bind.crashed', details });
  });

  it.each(crashes)('once for each time, over all starts: %s', (_, text) => {
    const view = read(`${waiting}${text}`.repeat(4));
    expect(view.fault).toMatchObject({ code: 'bind.crashed', times: 4 });
    expect(view.fault?.step).toBe('channel');
  });
});

describe('a crash', () => {
  const panic = `${guru('LoadProhibited')}${registers}${reset}`;

  it('of a board that dies at start counts its restarts', () => {
    const text = readFileSync('tests/vectors/logs/assert-at-start.log', 'utf8');
    expect(read(text.repeat(5)).fault).toMatchObject({ code: 'bind.crashed', times: 5 });
  });

  it('is over when the board comes further than where it crashed', () => {
    const view = read(`${start}${panic}${waiting}${own('Ble is paired')}`);
    expect(view.fault).toBeUndefined();
    expect(verdictOf(read(`${start}${panic}${waiting}`)).kind).toBe('waiting');
    expect(verdictOf(read(`${waiting}${panic}${waiting}`)).kind).toBe('fault');
    expect(verdictOf(read(`${waiting}${panic}${waiting}${own('tuya_iot.c| x')}`)).kind).toBe('fault');
  });

  it('after which the board came further counts as well when it crashes again there', () => {
    const further = `${waiting}${own('Ble is paired')}`;
    expect(read(`${waiting}${panic}${further}${panic}`).fault).toMatchObject({ code: 'bind.crashed', times: 2 });
  });

  it('throws a board that was online off, and is over when it is online again', () => {
    const view = read(`${online}${panic}`);
    expect(faultOf(view)).toEqual(['bind.crashed', 'online']);
    expect(read(`${online}${panic}${online}`).fault).toBeUndefined();
  });

  it('is none where a watchdog only complains', () => {
    const view = read(`${online}E (10303) task_wdt: Task watchdog got triggered.\nE (10303) task_wdt: CPU 0: main\n`);
    expect(view.fault).toBeUndefined();
    expect(shape(view)).toBe('+-------+.');
  });

  it('is none where an application speaks of one in its own log', () => {
    expect(read(`${waiting}${own('assert failed: nothing')}${own('HardFault handler set')}`).fault).toBeUndefined();
  });

  it.each([
    // The ROMs on an empty flash (esp-measured): each try ends by the watchdog, over and over.
    ['an ESP32', 'rst:0x10 (RTCWDT_RTC_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\ninvalid header: 0xffffffff\n'],
    ['a newer chip', 'rst:0x7 (TG0WDT_SYS_RST),boot:0x8 (SPI_FAST_FLASH_BOOT)\ninvalid header: 0xffffffff\n'],
  ])('is none where no program ran: %s with an empty flash, and then flashed', (_, tried) => {
    const text = `${tried.repeat(3)}rst:0x1 (POWERON_RESET),boot:0x13\n${start}`;
    expect(read(tried.repeat(3)).fault).toBeUndefined();
    expect(shape(read(tried.repeat(3)))).toBe('..........');
    expect(read(text).fault).toBeUndefined();
    expect(railsOf(readSavedLog(text)).every(({ fault }) => fault === undefined)).toBe(true);
    expect(foldLines(linesOf(Buffer.from(text, 'latin1'), 7)).fault).toBeUndefined();
  });

  it('of other firmware does not make its log one of TuyaOpen', () => {
    const view = read('rst:0x1 (POWERON_RESET),boot:0x13\nHello\nRebooting...\n');
    expect(view).toMatchObject({ logKnown: false, matched: 0 });
    expect(verdictOf(view).kind).toBe('foreign');
  });
});

describe('the lives of a chip', () => {
  it('begin with the ROM, too, and a life has one start', () => {
    const text = `rst:0x1 (POWERON_RESET),boot:0x13\n${start}${reset}${start}${reset}`;
    expect(livesOf(readSavedLog(text)).length).toBe(3);
    expect(livesOf(readSavedLog(`${reset}${start}`))).toHaveLength(1);
  });

  it('leave the next one their crash, which counts on', () => {
    const text = `${waiting}${guru('LoadProhibited')}${reset}`;
    const rails = railsOf(readSavedLog(text.repeat(3)));
    expect(rails.map(({ fault }) => fault?.times ?? 1)).toEqual([1, 2, 3, 3]);
    expect(rails.map(shape)).toEqual(['+x........', '+x........', '+x........', '.x........']);
    const over = railsOf(readSavedLog(`${text}${waiting}${own('Ble is paired')}`));
    expect(over.map(({ fault }) => fault?.code)).toEqual(['bind.crashed', undefined]);
  });
});
