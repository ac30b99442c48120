import { describe, expect, it } from 'vitest';
import { tuyaPartitions } from '../../src/virtual/esp/boot/layout';
import { buildImage } from '../../src/virtual/esp/demo-image';
import { newer, runTuyaFirmware } from '../../src/virtual/firmware/tuya-firmware';
import { createNorFlash } from '../../src/virtual/parts/nor-flash';
import session from '../vectors/auth-session.json';
import { heartbeatForm, license, logLines, runningBoard, withoutLog } from './running-board';

const auth = (uuid = license.uuid, authKey = license.authKey) => `auth ${uuid} ${authKey}\r`;
const failure = 'auth-read\r\n\r\nAuthorization read failure.\r\ntuya> ';
const success = `auth-read\r\n\r\n${license.uuid}\r\n${license.authKey}\r\ntuya> `;
const read = (board: ReturnType<typeof runningBoard>) => withoutLog(board.ask('auth-read\r'));

/** The firmware alone, without boot loader, so that the recorded console can be set up as it was. */
const consoleOf = (settings: { prompt: string; noisyLogMs?: number; stored?: typeof license }) => {
  const board = runningBoard({
    flash: createNorFlash(4 << 20),
    habits: { noisyLogMs: settings.noisyLogMs },
    run: (io) =>
      runTuyaFirmware(
        {
          ...io,
          partitions: tuyaPartitions(4 << 20)!,
          app: { name: 'switch_demo', version: '1.0.2', idfVersion: 'v5.4', date: 'Oct  1 2026', time: '09:30:00' },
        },
        { ...newer, prompt: settings.prompt },
      ),
  }).up();
  if (settings.stored) board.ask(`auth ${settings.stored.uuid} ${settings.stored.authKey}\r`);
  return board;
};

describe('the recorded sessions', () => {
  // vectors/auth-session.json, section 7: log times and heartbeat lines aside, every byte counts. All four sessions ran
  // with an editor that takes LF as Enter, the last one too, whatever its prompt.
  const plain = (text: string) =>
    text.replace(heartbeatForm, '').replace(/\[\d\d-\d\d \d\d:\d\d:\d\d ty/g, '[01-01 00:00:00 ty');

  const settings = [
    { prompt: 'tuya> ' },
    { prompt: 'tuya> ', stored: license },
    { prompt: 'tuya> ', noisyLogMs: 120 },
    { prompt: 'tuya>' },
  ];

  for (const [index, recorded] of session.sessions.entries())
    it(`answer as upstream did: ${recorded.title}`, () => {
      const board = consoleOf(settings[index]!);
      let exchanges = 0;
      for (let at = 0; at < recorded.events.length; at++) {
        const sent = recorded.events[at]!;
        if (sent.dir !== 'tx') continue;
        const next = recorded.events.findIndex((event, later) => later > at && event.dir === 'tx');
        const answer = recorded.events.slice(at + 1, next < 0 ? undefined : next);
        const expected = answer.map(({ hex }) => Buffer.from(hex, 'hex').toString('latin1')).join('');
        const told = board.ask(Buffer.from(sent.hex, 'hex').toString('latin1'), 350);
        expect(plain(told)).toBe(plain(expected));
        exchanges++;
      }
      expect(exchanges).toBe([4, 2, 4, 4][index]);
    });
});

describe('license commands (authorize-cli, section 2)', () => {
  it('refuse wrong lengths and write nothing', () => {
    const board = runningBoard().up();
    for (const [uuid, key] of [
      ['short', license.authKey],
      [license.uuid, 'short'],
      [`${license.uuid}x`, license.authKey],
    ])
      expect(withoutLog(board.ask(auth(uuid, key)))).toContain(
        '\r\n\r\nuuid length must be 20/16, authkey length must be 32\r\ntuya> ',
      );
    expect(read(board)).toBe(failure);
  });

  it('tell how to use auth with too few arguments', () => {
    const told = runningBoard().up().ask('auth onlyone\r');
    expect(told).toContain('\r\nUse like: auth uuidxxxxxxxxxxxxxxxx keyxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\ntuya> ');
  });

  it('refuse OTP on anything but T5, and odd storages and MACs', () => {
    const board = runningBoard().up();
    const ask = (rest: string) => withoutLog(board.ask(`auth ${license.uuid} ${license.authKey} ${rest}\r`));
    expect(ask('1')).toContain('\r\nOTP storage is only supported on T5 platform.\r\ntuya> ');
    expect(ask('2')).toContain('\r\nstorage must be 0 or 1\r\ntuya> ');
    expect(ask('0 C8478C')).toContain('\r\nmac length must be 12\r\ntuya> ');
    expect(read(board)).toBe(failure);
    expect(ask('0')).toContain('Authorization write succeeds.');
  });

  it('keep a UUID of 16 characters', () => {
    const board = runningBoard().up();
    board.ask(auth('uuid0123456789ab'));
    expect(read(board)).toBe(`auth-read\r\n\r\nuuid0123456789ab\r\n${license.authKey}\r\ntuya> `);
    // Twenty bytes are stored: the name's NUL and three characters of the key (firmware facts).
    expect(withoutLog(board.ask('kv_list\r'))).toContain('key=UUID_TUYAOPEN len=20\r\n');
  });

  it('write over what is there, and forget it on auth-reset', () => {
    const board = runningBoard().up();
    board.ask(auth('uuidbench00000000002', 'BENCHKEY000000000000000000000002'));
    board.ask(auth());
    expect(read(board)).toBe(success);
    expect(withoutLog(board.ask('auth-reset\r'))).toBe('auth-reset\r\n\r\nAuthorization reset succeeds.\r\ntuya> ');
    expect(read(board)).toBe(failure);
    expect(withoutLog(board.ask('auth-reset\r'))).toBe('auth-reset\r\n\r\nAuthorization reset failure.\r\ntuya> ');
  });

  it('put uuid, authkey and MAC into the log in clear, and nothing once the log is off', () => {
    const board = runningBoard().up();
    const loud = logLines(board.ask(auth())).join('');
    expect(loud).toContain(`uuid:${license.uuid}(20)`);
    expect(loud).toContain(`authkey:${license.authKey}(32)`);
    expect(loud).toContain('tal get wifi mac:C8478CA1B2C3');
    expect(board.ask('sys_log_enable off\r')).toBe('sys_log_enable off\r\n\r\nOK: log disabled\r\ntuya> ');
    expect(logLines(board.ask(auth(), 20_000))).toEqual([]);
    expect(board.ask('sys_log_enable on\r')).toContain('\r\nOK: log enabled\r\n');
    expect(logLines(board.ask(auth())).length).toBe(4);
  });

  it('answer with the factory MAC when it has no own', () => {
    const board = runningBoard({ habits: { factoryMac: true } }).up();
    expect(board.ask('read_mac\r')).toBe('read_mac\r\n\r\nmac: c8:47:8c:00:00:18\r\ntuya> ');
  });

  it('show two empty lines for a license in OTP, and the pair when OTP is asked for', () => {
    const board = runningBoard({ habits: { otpOnly: license } }).up();
    expect(withoutLog(board.ask('auth-read\r'))).toBe('auth-read\r\n\r\n\r\n\r\ntuya> ');
    expect(withoutLog(board.ask('auth-read 1\r'))).toContain(`\r\n${license.uuid}\r\n${license.authKey}\r\n`);
  });
});

describe('the license in the flash', () => {
  it('survives power cuts, resets and another application', () => {
    const board = runningBoard().up();
    board.ask(auth());
    board.reset();
    expect(read(board.up())).toBe(success);
    const image = buildImage({ chip: 'esp32', merged: true, version: '2.0.0', seed: 7 });
    board.flash.erase(0, Math.ceil(image.length / 4096) * 4096);
    board.flash.program(0, image);
    board.reset();
    expect(read(board.up())).toBe(success);
  });

  it('goes with the whole chip erased', () => {
    const board = runningBoard({ habits: { licensed: license } }).up();
    expect(read(board)).toBe(success);
    board.flash.erase(0, board.flash.size);
    board.flash.program(0, buildImage({ chip: 'esp32', merged: true }));
    board.reset();
    expect(read(board.up())).toBe(failure);
  });

  it('takes the time of the flash to write, and is the old one until then', () => {
    const other = { uuid: 'uuidbench00000000002', authKey: 'BENCHKEY000000000000000000000002' };
    const board = runningBoard({ habits: { licensed: license }, io: { erase4kMs: 45, page256Ms: 1 } }).up();
    // One block for each of the two keys: an erase of 45 ms and sixteen pages.
    expect(withoutLog(board.ask(auth(other.uuid, other.authKey), 40))).not.toContain('tuya> ');
    board.reset();
    expect(read(board.up())).toBe(success);
    expect(withoutLog(board.ask(auth(other.uuid, other.authKey), 2 * (45 + 16)))).toMatch(/succeeds.*tuya> $/s);
    expect(read(board)).toContain(other.authKey);
  });

  it('leaves a store alone that uses what we cannot read', () => {
    const flash = createNorFlash(4 << 20, buildImage({ chip: 'esp32', merged: true }));
    const strange = foreignBlock();
    flash.program(0x3b9000, strange);
    const board = runningBoard({ flash }).up();
    expect(withoutLog(board.ask(auth()))).toContain('\r\nAuthorization write failure.\r\n');
    expect(Buffer.from(flash.read(0x3b9000, 4096)).equals(Buffer.from(strange))).toBe(true);
  });
});

/** A block with one entry of type 202 (content elsewhere) and a right CRC. */
const foreignBlock = (): Uint8Array => {
  const block = new Uint8Array(4096).fill(0xff);
  const view = new DataView(block.buffer);
  view.setUint32(0, 1, true);
  view.setUint32(4, (((0x202 << 20) | 8) ^ 0xffffffff) >>> 0);
  view.setUint32(16, (((0x202 << 20) | 8) ^ ((0x500 << 20) | (0x3ff << 10) | 8)) >>> 0);
  let crc = 0xffffffff;
  for (const byte of block.subarray(0, 20)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  view.setUint32(20, crc >>> 0, true);
  return block;
};

describe('power lost around auth', () => {
  it('after the write: the license is there and not one byte of the answer was', () => {
    const board = runningBoard({ habits: { powerLossAfterAuth: true } }).up();
    const told = board.ask(auth());
    expect(told.split('ets ')[0]).not.toMatch(/succeeds/);
    expect(board.powerLosses()).toBe(1);
    expect(read(board.up())).toBe(success);
    expect(withoutLog(board.ask(auth()))).toContain('Authorization write succeeds.');
    expect(board.powerLosses()).toBe(1);
  });

  it('before the write: nothing is there, and the next try works', () => {
    const board = runningBoard({ habits: { powerLossBeforeAuth: true } }).up();
    board.ask(auth());
    expect(board.powerLosses()).toBe(1);
    expect(read(board.up())).toBe(failure);
    board.ask(auth());
    expect(read(board)).toBe(success);
  });
});

describe('the log', () => {
  it('cuts into everything when it is noisy, and leaves the dialogue whole', () => {
    const board = runningBoard({ habits: { noisyLogMs: 50 } }).up();
    const cut = new Set<string>();
    for (let round = 0; round < 40; round++) {
      const told = board.ask('read_mac\r', 120);
      expect(withoutLog(told)).toBe('read_mac\r\n\r\nmac: c8:47:8c:a1:b2:c3\r\ntuya> ');
      cut.add(told.slice(0, told.indexOf('\u001b')));
    }
    expect(cut.size).toBeGreaterThan(10);
  });

  it('falls silent with a stopped chip', () => {
    const board = runningBoard({ habits: { noisyLogMs: 50 } }).up();
    board.stop();
    expect(board.ask('', 10_000)).toBe('');
  });
});

describe('other commands', () => {
  it('tell name and version from the image in the flash', () => {
    const image = buildImage({ chip: 'esp32', merged: true, name: 'lamp', version: '3.1.4' });
    const told = runningBoard({ flash: createNorFlash(4 << 20, image) })
      .up()
      .ask('sys_version\r');
    expect(told).toContain('\r\nproject.name      lamp\r\nproject.version   3.1.4\r\n');
    expect(told).toContain('\r\nplatform.chip     ESP32\r\n');
  });

  it('answer in the form of section 1', () => {
    const board = runningBoard().up();
    expect(board.ask('hello\r')).toBe('hello\r\n\r\nhello world\r\ntuya> ');
    expect(board.ask('version\r')).toBe('version\r\n\r\nCLI version: 1.0.0\r\ntuya> ');
    expect(board.ask('nonsense\r')).toBe('nonsense\r\n\r\nNo command or file name\r\ntuya> ');
    expect(board.ask('sys_tick\r')).toMatch(/^sys_tick\r\n\r\ntick\.count {8}\d+\r\nuptime\.ms/);
    expect(board.ask('sys_heap\r')).toMatch(/heap\.free {9}\d+\r\ntuya> $/);
    // The table ends with a prompt of its own.
    expect(board.ask('help\r')).toMatch(/auth-read {11}\tRead authorization information\r\n.*\r\ntuya> \r\ntuya> $/s);
  });

  it('mask values in kv_list', () => {
    const board = runningBoard({ habits: { licensed: license } }).up();
    const told = board.ask('kv_list\r');
    expect(told).toContain('\r\n[0] key=AUTHKEY_TUYAOPEN len=32\r\n     value=BENC***0001\r\n');
    expect(told).toContain('Done. entries=2');
    expect(told).not.toContain(license.authKey);
  });

  it('restart the chip a moment after saying so', () => {
    const board = runningBoard().up();
    expect(board.ask('sys_reboot\r')).toBe('sys_reboot\r\n\r\nRebooting device...');
    expect(board.ask('', 100)).toMatch(/^ets .*rst:0xc \(SW_CPU_RESET\)/s);
  });
});

describe('firmware until mid 2025', () => {
  it('has the older console', () => {
    const board = runningBoard({ habits: { oldFirmware: true } });
    board.clock.pass(1000);
    expect(board.heard()).toMatch(/\r\ntuya>$/);
    expect(board.heard()).not.toContain('****');
    // LF is ignored, so CRLF brings one prompt.
    expect(board.ask('hello\r\n')).toBe('hello\r\n\r\nhello world\r\ntuya>');
    expect(board.ask('sys_log_enable off\r')).toContain('\r\nNo command or file name\r\ntuya>');
    const mac = board.ask('read_mac\r');
    expect(withoutLog(mac)).toBe('read_mac\r\n\r\ntuya>');
    expect(logLines(mac).join('')).toMatch(/ty N\]\[cli_cmd\.c:\d+\] mac: c8:47:8c:a1:b2:c3/);
    expect(withoutLog(board.ask(auth()))).toMatch(/\r\n\r\nAuthorization write succeeds\.\r\ntuya>$/);
  });
});
