import { describe, expect, it } from 'vitest';
import { type ConsoleSession, openConsole } from '../../src/links/console-session';
import type { LogLine } from '../../src/model/log-line';
import { BenchError } from '../../src/model/problem';
import { createKnownSecrets } from '../../src/protocols/console/known-secrets';
import { type ConsoleTimes, consoleTimes } from '../../src/protocols/console/times';
import { exchange, type ScriptedLink, scriptedLink } from './scripted-link';

// Expectations: authorize-cli, sections 1 (clean prompt, log switch, order of doubts) and 2.

const short: ConsoleTimes = {
  ...consoleTimes,
  wakeGapMs: 4,
  promptMs: 8,
  readyMs: 40,
  bannerMs: 60,
  bannerGraceMs: 20,
  answers: {},
  answerMs: 30,
};

const bench = (): { link: ScriptedLink; session: ConsoleSession; lines: LogLine[] } => {
  const link = scriptedLink();
  const lines: LogLine[] = [];
  const session = openConsole(link, {
    onLines: (more) => lines.push(...more),
    now: () => 5,
    ticks: () => 5,
    times: short,
  });
  return { link, session, lines };
};

/** What the shells of both generations answer, as far as a session needs it. */
const shell =
  (commands: Readonly<Record<string, readonly string[]>>, prompt = 'tuya> ') =>
  (line: string) => {
    if (line === '') return `\r\n${prompt}`;
    return exchange(line, commands[line] ?? ['No command or file name'], prompt);
  };

const version = [
  '--- Version info ---',
  'project.name      switch_demo',
  'project.version   1.0.1',
  'open.version      v1.3.0',
];
const newer = shell({
  'sys_log_enable off': ['OK: log disabled'],
  'sys_log_enable on': ['OK: log enabled'],
  read_mac: ['mac: c8:47:8c:a1:b2:c3'],
  sys_version: version,
});

const faultOf = async (work: Promise<unknown>): Promise<BenchError> => {
  const fault = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(fault).toBeInstanceOf(BenchError);
  return fault as BenchError;
};

describe('asking', () => {
  it('sends just CR and gives the answer lines', async () => {
    const { link, session } = bench();
    link.answer(newer);
    expect(await session.ask('read_mac')).toEqual(['mac: c8:47:8c:a1:b2:c3']);
    expect(link.sent).toEqual(['read_mac\r']);
  });

  it('holds one conversation at a time', async () => {
    const { link, session } = bench();
    const one = session.ask('one');
    const two = session.ask('two');
    await Promise.resolve();
    await Promise.resolve();
    expect(link.sent).toEqual(['one\r']);
    link.answer((line) => exchange(line, ['2']));
    link.says(exchange('one', ['1']));
    expect([await one, await two]).toEqual([['1'], ['2']]);
  });

  it('gives the log lines printed meanwhile', async () => {
    const { link, session } = bench();
    link.answer(() => 'read_mac\r\n[01-01 00:00:05 ty N][cli_cmd.c:9] mac: c8:47:8c:a1:b2:c3\r\n\r\ntuya>');
    expect(await session.exchange('read_mac')).toEqual({
      lines: [],
      log: ['[01-01 00:00:05 ty N][cli_cmd.c:9] mac: c8:47:8c:a1:b2:c3'],
    });
  });

  it('looks at a damaged answer before giving up', async () => {
    const { link, session } = bench();
    link.answer(() => 'rad_mac\r\n\r\nmac: 1\r\ntuya> ');
    expect(await session.ask('read_mac')).toEqual(['mac: 1']);
  });

  it('is over at once when the board restarts instead of answering', async () => {
    const { link, session } = bench();
    link.answer(
      () => 'auth\r\nets Jun  8 2016 00:22:57\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n',
    );
    const fault = await faultOf(session.ask('auth', { withinMs: 60_000 }));
    expect(fault.problem).toMatchObject({ code: 'console.silent', details: { restarted: 1, command: 'auth' } });
  });

  it('sends nothing for a run that was stopped', async () => {
    const { link, session } = bench();
    const stopped = AbortSignal.abort(new BenchError('cancelled'));
    expect((await faultOf(session.ask('auth a b', { signal: stopped }))).code).toBe('cancelled');
    expect(link.sent).toEqual([]);
  });

  it('ends with the signal, the cable and the session', async () => {
    const { link, session } = bench();
    const stop = new AbortController();
    const waiting = session.ask('one', { signal: stop.signal, withinMs: 60_000 });
    stop.abort(new BenchError('cancelled'));
    expect((await faultOf(waiting)).code).toBe('cancelled');
    const ending = session.ask('two', { withinMs: 60_000 });
    link.lose(new BenchError('port.lost'));
    expect((await faultOf(ending)).code).toBe('port.lost');
    const other = bench();
    const left = other.session.ask('three', { withinMs: 60_000 });
    other.session.stop();
    expect((await faultOf(left)).code).toBe('cancelled');
  });
});

describe('silence is told with what was heard', () => {
  it.each([
    ['nothing', '', 'nothing-heard'],
    [
      'the loader',
      'rst:0x1 (POWERON_RESET),boot:0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))\r\nwaiting for download\r\n',
      'in-loader',
    ],
    [
      'an empty chip',
      'rst:0x10 (RTCWDT_RTC_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\ninvalid header: 0xffffffff\r\n'.repeat(2),
      'boot-loop',
    ],
    ['another speed', '\x80\xe6\x00\xf8\x9e'.repeat(20), 'wrong-baud'],
    ['only a log', '[01-01 00:00:05 ty D][a.c:1] still here\r\n', 'no-shell'],
  ])('%s', async (_name, heard, likely) => {
    const { link, session } = bench();
    link.says(heard);
    const fault = await faultOf(session.wake());
    expect(fault.problem).toMatchObject({
      code: 'console.silent',
      details: { likely, heard: heard.length, baud: 115_200 },
    });
  });
});

describe('waking', () => {
  it('calls until a prompt is there, then switches the log off and on again', async () => {
    const { link, session } = bench();
    link.answer((line) => (line === '' && link.sent.length < 5 ? '' : newer(line)));
    await session.wake();
    expect(link.sent).toEqual(['\r', '\r', '\r', '\r', '\r', 'sys_log_enable off\r', 'sys_version\r']);
    expect(session.logIsOff).toBe(true);
    expect(session.seen.app).toEqual({ name: 'switch_demo', version: '1.0.1', platform: 'TuyaOpen 1.3.0' });
    await session.wake();
    expect(link.sent).toHaveLength(7);
    await session.restoreLog();
    await session.restoreLog();
    expect(link.sent.slice(7)).toEqual(['sys_log_enable on\r']);
  });

  it('leaves the log of older firmware alone', async () => {
    const { link, session } = bench();
    link.answer(shell({}, 'tuya>'));
    await session.wake();
    await session.wake();
    await session.restoreLog();
    expect(link.sent).toEqual(['\r', 'sys_log_enable off\r']);
  });

  it('knows that a reset switches the log on again', async () => {
    const { link, session } = bench();
    link.answer(newer);
    await session.wake();
    link.says('rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n\r\ntuya> ');
    expect(session.logIsOff).toBe(false);
    await session.wake();
    expect(link.sent.filter((line) => line.startsWith('sys_log_enable'))).toHaveLength(2);
  });

  it('never throws when the log cannot be switched on again', async () => {
    const { link, session } = bench();
    link.answer(newer);
    await session.wake();
    link.lose(new BenchError('port.lost'));
    await session.restoreLog();
  });
});

const rom = 'ets Jun  8 2016 00:22:57\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n';
const idf =
  '\x1b[0;32mI (193) app_init: Project name:     tuyaopen-esp32\x1b[0m\r\nI (197) app_init: App version:      5.4\r\n';
const banner = [
  'Application information:',
  'Project name:        switch_demo',
  'App version:         1.0.1',
  'Compile time:        Jul  1 2026 10:00:00',
  'TuyaOpen version:    v1.3.0',
  'Platform chip:       ESP32',
]
  .map((text) => `\x1b[0;33;49m[01-01 00:00:00 ty N][tuya_main.c:217] ${text}\x1b[0m\r\n`)
  .join('');

describe('waiting for the application', () => {
  const app = { name: 'switch_demo', version: '1.0.1', platform: 'TuyaOpen 1.3.0' };

  it('reads its own banner, not the one of the platform below it', async () => {
    const { link, session } = bench();
    const waiting = session.waitForApp();
    link.says(rom + idf + banner, 7);
    link.says('\r\ntuya> ');
    expect(await waiting).toEqual(app);
    expect(session.seen.doing).toBe('app-up');
  });

  it('takes the start-up code of a firmware that is not TuyaOpen', async () => {
    const { link, session } = bench();
    link.says(rom + idf);
    expect(await session.waitForApp()).toEqual({ name: 'tuyaopen-esp32', version: '5.4' });
  });

  it('says when the board only talks, and when it restarts again and again', async () => {
    const quiet = bench();
    quiet.link.says(rom);
    expect((await faultOf(quiet.session.waitForApp())).code).toBe('board.no-banner');
    const looping = bench();
    const waiting = looping.session.waitForApp({ withinMs: 60_000 });
    looping.link.says(`${rom}invalid header: 0xffffffff\r\n`.repeat(2), 5);
    expect((await faultOf(waiting)).problem).toMatchObject({ code: 'board.boot-loop', details: { resets: 2 } });
  });

  it('does not take the log of the application before the reset for the one after it', async () => {
    const { link, session } = bench();
    link.says('[01-01 00:09:05 ty D][ble_mgr.c:415] start adv!\r\n');
    expect((await faultOf(session.waitForApp())).code).toBe('board.no-banner');
  });
});

describe('the lines shown', () => {
  const key = 'Zk8Qw2Lr5Tn9Vb3Xc7Md1Pf6Gh4Js0Ya';

  it('hold what was sent once, the answers, and no secret', async () => {
    const { link, session, lines } = bench();
    link.answer((line) =>
      exchange(line, line === 'auth-read' ? ['uuidbench00000000001', key] : ['Authorization write succeeds.']),
    );
    await session.ask(`auth uuidbench00000000001 ${key}`, { secret: key });
    await session.ask('auth-read');
    session.stop();
    expect(JSON.stringify(lines)).not.toContain(key.slice(0, 6));
    expect(lines.map((line) => `${line.sent ? '>' : ' '} ${line.text}`)).toEqual([
      '> auth uuidbench00000000001 ••••••',
      '  Authorization write succeeds.',
      '> auth-read',
      '  uuidbench00000000001',
      '  ••••••',
    ]);
  });

  it('come as they were typed by a person, without waiting', async () => {
    const { link, session, lines } = bench();
    await session.say('kv_set token s3cretValue\n');
    expect(link.sent).toEqual(['kv_set token s3cretValue\r']);
    expect(lines.map((line) => line.text)).toEqual(['kv_set token ••••••']);
  });

  it('keep a secret out of a fault', async () => {
    const { session } = bench();
    const fault = await faultOf(session.ask(`auth uuidbench00000000001 ${key}`));
    expect(JSON.stringify([fault.details, fault.message, fault.stack])).not.toContain(key.slice(0, 6));
  });
});

// authorize-cli, section 6, "Secrets in the log": the keys of the activation result.
it('tells what the cloud gave the device, and never shows a key of it from that line on', () => {
  const link = scriptedLink();
  const lines: LogLine[] = [];
  const hidden = createKnownSecrets();
  const told: string[] = [];
  openConsole(link, {
    onLines: (more) => lines.push(...more),
    secrets: hidden,
    onIdentity({ deviceId, secKey, localKey }) {
      told.push(deviceId);
      for (const key of [secKey, localKey]) hidden.add(key);
    },
    now: () => 5,
    ticks: () => 5,
  });
  const json = JSON.stringify({
    devId: '6cbenchdev0000000001xy',
    secKey: 'Pl4ntedSecKey_02',
    localKey: 'Pl4ntedLocalKey1',
  });
  link.says(`[11-23 01:01:02 ty D][tuya_iot.c:190] result len ${json.length} :${json}\r\n`);
  link.says('[11-23 01:01:03 ty D][app.c:1] with Pl4ntedSecKey_02 and Pl4ntedLocalKey1\r\n');
  expect(told).toEqual(['6cbenchdev0000000001xy']);
  expect(lines.at(-1)?.text).toBe('with •••••• and ••••••');
  expect(JSON.stringify(lines)).not.toMatch(/Pl4nted(?:Sec|Local)Key/);
});
