import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { recordedImage, sessions } from '../vectors/beken';

// The recorded sessions (beken-uart-boot, section 12) through both doors of the real program, played by a host that shares
// no line with the bench: every answer byte for byte.

const has = (program: string): boolean => {
  try {
    execFileSync(program, ['-c', 'import termios']);
    return true;
  } catch {
    return false;
  }
};
const reason = !has('python3') ? 'no python3 here' : !existsSync('/dev/ptmx') ? 'no /dev/ptmx here' : '';

const folder = mkdtempSync(join(tmpdir(), 'recorded-host-'));
const running: { end?: () => Promise<void> } = {};
afterEach(async () => {
  await running.end?.();
  running.end = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

const linkAnswer = '040e0501e0fc0100';
const flashBytes = { t5ai: 8 << 20, bk7231n: 2 << 20 };

/** The program, offering a board; resolves with the line that says where. */
const offered = async (...args: string[]): Promise<string> => {
  const program = spawn(process.execPath, ['--import', 'tsx', 'src/doors/virtual.ts', ...args]);
  const gone = once(program, 'exit');
  running.end = async () => {
    program.kill('SIGTERM');
    await gone;
  };
  const [line] = await once(program.stdout, 'data');
  return String(line);
};

const play = async (place: string, name: string) => {
  const session = `tests/vectors/${name}-session.json`;
  const { stdout } = await promisify(execFile)('python3', ['tests/doors/recorded-host.py', place, session], {
    maxBuffer: 1 << 24,
  });
  return JSON.parse(stdout) as { linked: string; replies: string[]; rest: string };
};

describe.skipIf(reason !== '')(`a host that is not ours${reason && ` (skipped: ${reason})`}`, () => {
  it.for([
    ['t5ai-write', 'pty'],
    ['t5ai-read', 'pty'],
    ['bk7231n-write', 'pty'],
    ['bk7231n-read', 'pty'],
    ['t5ai-write', 'rfc2217'],
    ['bk7231n-read', 'rfc2217'],
  ] as const)('%s through %s', { timeout: 120_000, retry: 2 }, async ([name, door]) => {
    const { chip, write, events } = sessions[name];
    const file = join(folder, `${name}-${door}.bin`);
    const before = new Uint8Array(flashBytes[chip]).fill(0xff);
    if (!write) before.set(recordedImage());
    writeFileSync(file, before);
    // The recorded host leaves itself 10 ms for its half of a change of speed; a late adapter gives a busy computer more.
    const late = ['--habit', 'latencyMs=16'];
    const where = door === 'pty' ? ['--link', join(folder, 'board'), '--download'] : ['--rfc2217', '0'];
    const line = await offered('--chip', chip, '--flash', file, ...where, ...late);
    const place = door === 'pty' ? join(folder, 'board') : /rfc2217:\/\/([\d.:]+)/.exec(line)![1]!;

    const { linked, replies, rest } = await play(place, name);

    const recorded = events.flatMap(({ dir, hex }) => (dir === 'rx' && hex !== linkAnswer ? [hex!] : []));
    expect(linked).toMatch(new RegExp(`^(${linkAnswer})+$`));
    expect(replies).toEqual(recorded);
    // A reboot is not answered, and nothing that could start is in the flash.
    expect(rest).toBe('');
    const after = before.slice();
    if (write) after.set(recordedImage());
    expect(Buffer.compare(readFileSync(file), after)).toBe(0);
  });
});
