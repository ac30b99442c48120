import { afterEach, describe, expect, it } from 'vitest';
import { esp32 } from '../../../src/chips/esp/family';
import { type ConsoleSession, openConsole } from '../../../src/links/console-session';
import { openSerialLink } from '../../../src/links/open-serial-link';
import type { SerialLink } from '../../../src/links/serial-link';
import type { BoardHabits } from '../../../src/model/board-habits';
import type { LogLine } from '../../../src/model/log-line';
import { parseHelp } from '../../../src/protocols/console/answers';
import { consoleTimes } from '../../../src/protocols/console/times';
import { readLicense, readMac, sameLicense, writeLicense } from '../../../src/steps/stations/license-dialogue';
import { createVirtualBoard, type VirtualBoard } from '../../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../../src/virtual/board/virtual-port';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { instant } from '../../../src/virtual/parts/board-timing';
import { realClock } from '../../../src/virtual/parts/clock';

// Expectations: authorize-cli, sections 2 (answers, verification) and 5 (classification).

const license = { uuid: 'uuid-Bx7.k2_Qm0Rt4Lw', authKey: 'Zk8Qw2Lr5Tn9Vb3Xc7Md1Pf6Gh4Js0Ya' };
const stored = { uuid: 'uuid-Stored.16ch', authKey: 'Hq3Wv8Nc1Ej6Sx0Tb5Ul9Po2Ik7Mz4Dr' };
const mac = 'A4:CF:12:0A:0B:0C';
const never = new AbortController().signal;
const image = buildImage({ chip: 'esp32', merged: true });
/** The make-believe clock runs this much faster than ours. */
const speed = 10;

interface Bench {
  board: VirtualBoard;
  link: SerialLink;
  session: ConsoleSession;
  lines: LogLine[];
  /** As the steps do it: a new session that listens before the reset. */
  restart(): Promise<ConsoleSession>;
}

const open: { board: VirtualBoard; link: SerialLink }[] = [];
afterEach(async () => {
  for (const { board, link } of open.splice(0)) {
    await link.close();
    board.dispose();
  }
});

const times = { ...consoleTimes, answerMs: 400, answers: {}, promptMs: 50, wakeGapMs: 10, bannerGraceMs: 300 };

const start = async (habits: BoardHabits = {}): Promise<Bench> => {
  const settings = { chip: 'esp32' as const, mac, flash: image, timing: { ...instant, bootMs: 320 }, habits };
  const board = createVirtualBoard(settings, realClock(speed));
  const link = await openSerialLink(createVirtualPort(board), { baud: 115_200, name: 'virtual' });
  open.push({ board, link });
  const lines: LogLine[] = [];
  let session: ConsoleSession | undefined;
  const restart = async () => {
    session?.stop();
    session = openConsole(link, { onLines: (more) => lines.push(...more), now: () => 0, ticks: () => 0, times });
    await esp32.restart(link);
    await session.waitForApp({ signal: never });
    await session.wake(never);
    return session;
  };
  return { board, link, session: await restart(), lines, restart };
};

const kinds: readonly (readonly [string, BoardHabits])[] = [
  ['a quiet board', {}],
  ['a board that logs every 10 ms', { noisyLogMs: 10 }],
  ['older firmware', { oldFirmware: true }],
  ['older firmware that logs every 10 ms', { oldFirmware: true, noisyLogMs: 10 }],
];

describe.each(kinds)('%s', (_name, habits) => {
  it('tells its application and its MAC', async () => {
    const { session } = await start(habits);
    expect(session.seen).toMatchObject({ doing: 'app-up', app: { name: 'switch_demo', version: '1.0.2' } });
    expect(await readMac(session, never)).toBe(mac);
    expect(session.logIsOff).toBe(!habits.oldFirmware);
  });

  it('takes a license, gives it back, and still has it after a restart', async () => {
    const { session, restart, lines } = await start(habits);
    expect(await readLicense(session, never)).toEqual({ kind: 'none' });
    expect(await writeLicense(session, license, never)).toBe('accepted');
    expect(await readLicense(session, never)).toEqual({ kind: 'valid', license });
    const again = await restart();
    expect(await readLicense(again, never)).toEqual({ kind: 'valid', license });
    for (let at = 0; at + 6 <= license.authKey.length; at += 1) {
      expect(JSON.stringify(lines)).not.toContain(license.authKey.slice(at, at + 6));
    }
    expect(JSON.stringify(lines)).toContain(license.uuid);
  });

  it('tells the license it came with, and reading changes nothing', async () => {
    const { session, board } = await start({ ...habits, licensed: stored });
    const before = board.flash.read(0, board.flash.size);
    expect(await readLicense(session, never)).toEqual({ kind: 'valid', license: stored });
    expect(Buffer.compare(board.flash.read(0, board.flash.size), before)).toBe(0);
  });
});

describe('special boards', () => {
  it('with a license in OTP are read from there', async () => {
    const { session } = await start({ otpOnly: stored });
    expect(await readLicense(session, never)).toEqual({ kind: 'valid', license: stored, place: 'otp' });
  });

  it('that have help list what they can do', async () => {
    const { session } = await start();
    const names = parseHelp(await session.ask('help'));
    for (const name of ['auth', 'auth-read', 'read_mac', 'sys_log_enable']) expect(names).toContain(name);
    expect(names).not.toContain('cmd');
    expect(await readMac(session, never)).toBe(mac);
  });

  it('with a factory MAC tell it as it is', async () => {
    const { session } = await start({ factoryMac: true });
    expect(await readMac(session, never)).toBe('C8:47:8C:00:00:18');
  });

  it.each([
    ['powerLossAfterAuth', { kind: 'valid', license }],
    ['powerLossBeforeAuth', { kind: 'none' }],
  ] as const)('with %s give no answer, and the truth when they are read', async (habit, device) => {
    const { session } = await start({ [habit]: true });
    expect(await writeLicense(session, license, never)).toBe('no-answer');
    await session.waitForApp({ signal: never });
    await session.wake(never);
    expect(await readLicense(session, never)).toEqual(device);
  });
});

describe('what must not be sent', () => {
  it.each([
    ['a space', { ...license, authKey: license.authKey.replace('5', ' ') }, 'auth-key-characters'],
    ['a key too short', { ...license, authKey: license.authKey.slice(1) }, 'auth-key-length'],
    ['a UUID too long', { ...license, uuid: `${license.uuid}x` }, 'uuid-length'],
    ['a line end', { ...license, uuid: license.uuid.replace('x', '\r') }, 'uuid-characters'],
    ['the placeholder', { uuid: 'uuidxxxxxxxxxxxxxxxx', authKey: 'keyxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' }, 'placeholder'],
  ])('%s', async (_name, bad, reason) => {
    const { session, lines } = await start();
    const heard = lines.length;
    expect(await writeLicense(session, bad, never)).toEqual({ refused: { reason, written: 'nothing', sent: 0 } });
    expect(lines.slice(heard).filter((line) => line.sent)).toEqual([]);
  });
});

describe('a lost byte', () => {
  // Counted from power-on, so a few hundred bytes of boot come first: the whole conversation is covered in steps.
  it('never turns a licensed board into one without a license, nor one license into another', async () => {
    const whole = await start({ licensed: stored });
    await readLicense(whole.session, never);
    let heard = 0;
    const counting = whole.link.listen((bytes) => {
      heard += bytes.length;
    });
    await whole.session.ask('auth-read');
    counting();
    expect(heard).toBeGreaterThan(60);
    for (let lose = 1; lose <= heard; lose += 1) {
      const device = await readWithLostByte(whole, lose);
      expect(device.kind === 'valid' ? device.license : device.kind).toEqual(stored);
    }
  });
});

/** The next byte but `lose` from now on disappears on its way to a session of its own. */
const readWithLostByte = async ({ link }: Bench, lose: number) => {
  let told = 0;
  const lossy: SerialLink = {
    ...link,
    get baud() {
      return link.baud;
    },
    listen: (heard) =>
      link.listen((bytes) => {
        const lost = lose - 1 - told;
        told += bytes.length;
        heard(lost >= 0 && lost < bytes.length ? bytes.filter((_, at) => at !== lost) : bytes);
      }),
  };
  const session = openConsole(lossy, {
    onLines: () => {},
    now: () => 0,
    ticks: () => 0,
    times: { ...times, answerMs: 100 },
  });
  try {
    return await readLicense(session, never);
  } finally {
    session.stop();
  }
};

describe('the same license', () => {
  it('is the same UUID and the same key', () => {
    expect(sameLicense(license, { ...license })).toBe(true);
    expect(sameLicense(license, { ...license, authKey: stored.authKey })).toBe(false);
    expect(sameLicense(license, { ...license, uuid: stored.uuid })).toBe(false);
  });
});
