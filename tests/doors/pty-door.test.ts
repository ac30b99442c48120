import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Door } from '../../src/doors/door';
import { openPty } from '../../src/doors/pty-door';

const reason = process.platform === 'win32' ? 'Windows has none' : existsSync('/dev/ptmx') ? '' : 'no /dev/ptmx here';
const folder = mkdtempSync(join(tmpdir(), 'pty-door-'));
const link = join(folder, 'board');
const opened: { door?: Door; file?: FileHandle } = {};

afterEach(async () => {
  await opened.file?.close().catch(() => undefined);
  opened.door?.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = async (silenceMs?: number) => {
  const heard: number[] = [];
  const bauds: number[] = [];
  let wake = (): void => undefined;
  const door = await openPty(
    link,
    {
      receive: (bytes) => {
        heard.push(...bytes);
        wake();
      },
      lines: () => undefined,
      hostBaud: (rate) => void bauds.push(rate),
    },
    silenceMs,
  );
  opened.door = door;
  opened.file = await open(link, constants.O_RDWR | constants.O_NOCTTY);
  return {
    door,
    file: opened.file,
    bauds,
    async heard(size: number): Promise<number[]> {
      while (heard.length < size)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return heard.splice(0);
    },
  };
};

const allBytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe.skipIf(reason !== '')(`the pseudo-terminal${reason && ` (skipped: ${reason})`}`, () => {
  it('carries every byte unchanged, both ways, and echoes nothing', async () => {
    const { door, file, heard } = await start();
    await file.write(allBytes);
    expect(await heard(256)).toEqual([...allBytes]);
    door.toHost(allBytes);
    const back = Buffer.alloc(256);
    for (let at = 0; at < 256; ) at += (await file.read(back, at, 256 - at)).bytesRead;
    expect([...back]).toEqual([...allBytes]);
  });

  it('carries more than the terminal holds at once', async () => {
    const { door, file } = await start();
    const much = Uint8Array.from({ length: 60_000 }, (_, index) => (index * 7) & 0xff);
    door.toHost(much);
    const back = Buffer.alloc(much.length);
    for (let at = 0; at < much.length; ) at += (await file.read(back, at, much.length - at)).bytesRead;
    expect(back.equals(Buffer.from(much))).toBe(true);
  });

  it('tells the board the speed that the client set', async () => {
    const { file, heard, bauds } = await start(0);
    await file.write('a');
    await heard(1);
    expect(bauds).toEqual([115_200]);
    execFileSync('stty', [process.platform === 'darwin' ? '-f' : '-F', link, '921600']);
    await file.write('b');
    await heard(1);
    expect(bauds.at(-1)).toBe(921_600);
  });

  it('takes over a link that an earlier board left, and nothing else', async () => {
    symlinkSync('/dev/pts/gone', link);
    const { door } = await start();
    await opened.file?.close();
    door.close();
    expect(existsSync(link)).toBe(false);
    writeFileSync(link, 'mine');
    await expect(start()).rejects.toThrow(/cannot make the link .*EEXIST/);
    rmSync(link);
  });

  it('comes with the program and goes with it', async () => {
    const program = spawn(process.execPath, [
      '--import',
      'tsx',
      'src/doors/virtual.ts',
      '--chip',
      'esp32',
      '--link',
      link,
    ]);
    const [first] = await once(program.stdout, 'data');
    expect(String(first)).toMatch(
      /^virtual ESP32 [0-9A-F:]{17} on .*board, running what is in its flash; Ctrl-C ends it\n$/,
    );
    expect(existsSync(link)).toBe(true);
    program.kill('SIGTERM');
    const [code] = await once(program, 'exit');
    expect(code).toBe(0);
    expect(existsSync(link)).toBe(false);
  });
});
