/** What is asked of a board about its license, how often, and what is made of the answers (authorize-cli, sections 2 and 5). */
import { describe, expect, it } from 'vitest';
import type { ConsoleSession } from '../../../src/links/console-session';
import { BenchError } from '../../../src/model/problem';
import type { Answer } from '../../../src/protocols/console/dialogue';
import { readLicense, readMac, writeLicense } from '../../../src/steps/stations/license-dialogue';
import { madeUp } from '../rig';
import { shellOf } from '../talking-shell';

const never = new AbortController().signal;
const license = madeUp(1) as { uuid: string; authKey: string };
const mac = 'A4:CF:12:00:00:01';
const valid = [license.uuid, license.authKey];
const silence = new BenchError('console.silent');
const lost = new BenchError('port.lost');
const unknown = ['No command or file name'];

type Reply = readonly string[] | BenchError | Answer;

/** Replies in their order, and what was done in between. */
const shellSaying = (replies: readonly Reply[], logIsOff = false) => {
  const done: string[] = [];
  const left = [...replies];
  const later = async (what: string) => {
    // Longest for what is not a question: it must be over before the next one.
    for (let turn = what.includes('_') || what.includes('auth') ? 1 : 5; turn > 0; turn -= 1) await Promise.resolve();
    done.push(what);
  };
  const exchange = async (command: string): Promise<Answer> => {
    await later(command);
    const reply = left.shift();
    if (!reply) throw new Error(`not expected: ${command}`);
    if (reply instanceof BenchError) throw reply;
    return 'lines' in reply ? reply : { lines: reply, log: [] };
  };
  const session: ConsoleSession = {
    ...shellOf({}),
    logIsOff,
    exchange,
    ask: async (command) => (await exchange(command)).lines,
    wake: () => later('wake'),
    restoreLog: () => later('log on'),
  };
  return { session, done };
};

describe('the MAC', () => {
  it.each<[string, readonly Reply[], boolean, string | undefined, string[]]>([
    ['is told at once', [[`mac: ${mac}`]], false, mac, ['read_mac']],
    ['is told at once with the log off', [[`mac: ${mac}`]], true, mac, ['read_mac']],
    ['cannot be told, and is not asked for again', [unknown], false, undefined, ['read_mac']],
    ['cannot be told with the log off', [unknown], true, undefined, ['read_mac']],
    ['was torn, and is asked for again', [['mac: A4:C'], [`mac: ${mac}`]], false, mac, ['read_mac', 'read_mac']],
    ['was torn with the log off', [['mac: A4:C'], [`mac: ${mac}`]], true, mac, ['read_mac', 'read_mac']],
    ['was torn behind an empty line', [['', 'mac: A4:C'], [`mac: ${mac}`]], true, mac, ['read_mac', 'read_mac']],
    ['came with nothing, and the log is on', [[''], [`mac: ${mac}`]], false, mac, ['read_mac', 'read_mac']],
    [
      'comes in the log the second time',
      [[], { lines: [], log: [`mac: ${mac}`] }],
      false,
      mac,
      ['read_mac', 'read_mac'],
    ],
    ['comes in the log alone', [{ lines: [], log: [`mac: ${mac}`] }], false, mac, ['read_mac']],
    [
      'comes in the log, which was off',
      [[''], { lines: [], log: [`mac: ${mac}`] }],
      true,
      mac,
      ['read_mac', 'log on', 'read_mac', 'wake'],
    ],
  ])('%s', async (_, replies, logIsOff, told, done) => {
    const shell = shellSaying(replies, logIsOff);
    expect(await readMac(shell.session, never)).toBe(told);
    expect(shell.done).toEqual(done);
  });

  it('is asked for twice of a silent board, awake in between, and no more', async () => {
    const once = shellSaying([silence, [`mac: ${mac}`]]);
    expect(await readMac(once.session, never)).toBe(mac);
    expect(once.done).toEqual(['read_mac', 'wake', 'read_mac']);
    const twice = shellSaying([silence, silence]);
    await expect(readMac(twice.session, never)).rejects.toBe(silence);
  });

  it('is not asked for again on a line that is gone', async () => {
    const shell = shellSaying([lost]);
    await expect(readMac(shell.session, never)).rejects.toBe(lost);
    expect(shell.done).toEqual(['read_mac']);
  });
});

describe('the license', () => {
  const read = 'auth-read';
  it.each<[string, readonly Reply[], object, string[]]>([
    ['is read once when it is whole', [valid], { kind: 'valid', license }, [read]],
    ['is none when the board says so', [['Authorization read failure.']], { kind: 'none' }, [read]],
    ['is read again after a torn answer', [['torn'], valid], { kind: 'valid', license }, [read, read]],
    ['is read again after no line', [[], valid], { kind: 'valid', license }, [read, read]],
    ['stays unreadable when torn twice', [['torn'], ['torn']], { kind: 'unknown', why: 'malformed' }, [read, read]],
    [
      'of a board silent twice is not asked for a third time',
      [silence, silence],
      { kind: 'unknown', why: 'silence' },
      [read, 'wake', read],
    ],
    [
      'is looked for in OTP after two empty lines',
      [['', ''], valid],
      { kind: 'valid', license, place: 'otp' },
      [read, 'auth-read 1'],
    ],
    [
      'is looked for in OTP also when two empty lines come the second time',
      [['torn'], ['', ''], valid],
      { kind: 'valid', license, place: 'otp' },
      [read, read, 'auth-read 1'],
    ],
    [
      'is unknown when OTP tells none either',
      [['', ''], ['Authorization read failure.']],
      { kind: 'unknown', why: 'empty-lines' },
      [read, 'auth-read 1'],
    ],
    [
      'is unknown when OTP is silent',
      [['', ''], silence],
      { kind: 'unknown', why: 'empty-lines' },
      [read, 'auth-read 1'],
    ],
  ])('%s', async (_, replies, device, done) => {
    const shell = shellSaying(replies);
    expect(await readLicense(shell.session, never)).toEqual(device);
    expect(shell.done).toEqual(done);
  });

  it('is not to be had from a firmware without such a command, nor over a line that is gone', async () => {
    await expect(readLicense(shellSaying([unknown]).session, never)).rejects.toMatchObject({ code: 'console.no-auth' });
    await expect(readLicense(shellSaying([lost]).session, never)).rejects.toBe(lost);
  });
});

describe('writing it', () => {
  it.each<[string, Reply, unknown]>([
    ['accepted', ['Authorization write succeeds.'], 'accepted'],
    ['words nobody knows', ['hm'], 'no-answer'],
    ['silence', silence, 'no-answer'],
    ['a refusal', ['Use like: auth'], { refused: { reason: 'usage', written: 'nothing', sent: 1 } }],
  ])('%s: sent once', async (_, reply, answer) => {
    const shell = shellSaying([reply]);
    expect(await writeLicense(shell.session, license, never)).toEqual(answer);
    expect(shell.done).toEqual([`auth ${license.uuid} ${license.authKey}`]);
  });

  it('over a line that is gone says so', async () => {
    await expect(writeLicense(shellSaying([lost]).session, license, never)).rejects.toBe(lost);
  });
});
