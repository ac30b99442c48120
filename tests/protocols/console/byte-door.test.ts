/** What the text of a log hides is hidden in its bytes (authorize-cli, "Secrets in the log"), however they came in. */
import { describe, expect, it } from 'vitest';
import { openEar } from '../../../src/links/console-ear';
import { byteStates, type HeardBytes } from '../../../src/model/heard-bytes';
import { createKnownSecrets } from '../../../src/protocols/console/known-secrets';
import { scriptedLink } from '../../links/scripted-link';

const secret = 'K3yMadeUpForThisTest0123456789ab';

/** As a hex view has it: `··` masked, `__` waiting. */
const listening = (secrets: readonly string[] = []) => {
  const link = scriptedLink();
  const told: HeardBytes[] = [];
  const ear = openEar(link, {
    onLines: () => {},
    onHeard: (_, heard) => told.push(...heard),
    secrets: createKnownSecrets(secrets),
    now: () => 5,
    ticks: () => 5,
  });
  /** Byte by byte as text: `·` masked, `_` waiting. */
  const shown = () => {
    const cells: string[] = [];
    for (const { from, bytes, states } of told)
      for (const [at, state] of states.entries())
        cells[from + at] =
          state === byteStates.told ? String.fromCharCode(bytes[at] ?? 0) : state === byteStates.masked ? '·' : '_';
    return cells.join('');
  };
  return { link, ear, told, shown };
};

const log = (text: string) => `[01-01 00:00:05 ty D][ble.c:4] ${text}\r\n`;
const hidden = '·'.repeat(secret.length);

describe('bytes of what a board says', () => {
  it.each([1, 3, 7, 1000])('hide what the text hides, in pieces of %d', (pieces) => {
    const { link, ear, shown } = listening();
    link.says(`${log('first')}${log(`authkey:${secret}`)}${log('last')}`, pieces);
    ear.stop();
    expect(shown()).toBe(`${log('first')}${log(`authkey:${hidden}`)}${log('last')}`);
  });

  it('wait until their line has ended, and tell nothing of it before', () => {
    const { link, shown, told } = listening();
    link.says(`${log('first')}authkey:${secret.slice(0, 20)}`);
    expect(shown()).toBe(`${log('first')}${'_'.repeat(28)}`);
    expect(told.every(({ bytes, states }) => bytes.every((byte, at) => byte === 0 || states[at] === 1))).toBe(true);
    link.says(`${secret.slice(20)}\r\n`);
    expect(shown()).toBe(`${log('first')}authkey:${hidden}\r\n`);
  });

  it('hide a secret that colours and a log line cut', () => {
    const { link, ear, shown } = listening([secret]);
    link.says(`${log('first')}tuya> say ${secret.slice(0, 10)}${log('between')}\x1b[0;31m${secret.slice(10)} on\r\n`);
    ear.stop();
    expect(shown()).toBe(`${log('first')}tuya> say ${'·'.repeat(10)}${log('between')}·······${'·'.repeat(22)} on\r\n`);
  });

  it('hide the key that answers a question, and the UUID above it not', () => {
    const { link, ear, shown } = listening();
    const uuid = 'uuidtest000000000001';
    link.says(`${log('x')}tuya> auth-read\r\n\r\n${uuid}\r\n${secret}\r\ntuya> `, 5);
    ear.stop();
    expect(shown()).toBe(`${log('x')}tuya> auth-read\r\n\r\n${uuid}\r\n${hidden}\r\ntuya> `);
  });

  it('hide by bytes what is counted by characters', () => {
    const { link, ear, shown } = listening();
    const said = Buffer.from(log('x') + log(`密码 password:山${secret} `)).toString('latin1');
    link.says(said, 3);
    ear.stop();
    const masked = said.indexOf('password:') + 'password:'.length;
    expect(shown()).toBe(`${said.slice(0, masked)}${'·'.repeat(said.length - masked - 2)}\r\n`);
  });

  it('wait also where a line of other letters is cut inside of one', () => {
    const { link, shown } = listening(['пароль-мастерской']);
    const said = Buffer.from(`${log('x')}сеть пароль-мастерской ок`).toString('latin1');
    link.says(said.slice(0, -1), 1);
    expect(shown()).toBe(log('x') + '_'.repeat(said.length - 1 - log('x').length));
    link.says(`${said.slice(-1)}\r\n`);
    expect(shown()).toContain('·'.repeat(Buffer.from('пароль-мастерской').length));
  });

  it('are told at once where they are noise, but for what may be the beginning of a text', () => {
    const { link, shown } = listening();
    link.says('\x00\xff\x80\x01\xfeAB\x90CDEF');
    expect(shown()).toBe('\x00\xff\x80\x01\xfeAB\x90____');
    link.says(`authkey:${secret}\xff\r\n`);
    expect(shown()).not.toContain(secret.slice(0, 6));
  });

  it('of noise hide a known secret', () => {
    const { link, shown } = listening([secret]);
    link.says(`\x00\xff\x80\x01\xfe\xe0\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb${secret}\x90\x91`);
    expect(shown()).toContain(`\xeb${hidden}\x90\x91`);
  });

  it('of a title and of a line without end are not told, and everything behind it is', () => {
    const { link, ear, shown } = listening();
    link.says(`${log('x')}\x1b]0;${secret}\x07${'a'.repeat(5000)}${secret}\r\n${log('on')}`);
    ear.stop();
    expect(shown()).not.toContain(secret.slice(0, 4));
    expect(shown().endsWith(log('on'))).toBe(true);
  });
});
