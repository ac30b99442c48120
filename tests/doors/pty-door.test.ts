import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
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

const start = async ({ everyMs, chip = 115_200 }: { everyMs?: number; chip?: number } = {}) => {
  const side = { chip };
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
      chipBaud: () => side.chip,
    },
    everyMs,
  );
  opened.door = door;
  opened.file = await open(link, constants.O_RDWR | constants.O_NOCTTY);
  return {
    door,
    file: opened.file,
    bauds,
    side,
    async heard(size: number): Promise<number[]> {
      while (heard.length < size)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return heard.splice(0);
    },
  };
};

const setSpeed = (baud: number) =>
  execFileSync('stty', [process.platform === 'darwin' ? '-f' : '-F', link, String(baud)]);

const allBytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe.skipIf(reason !== '')(`the pseudo-terminal${reason && ` (skipped: ${reason})`}`, () => {
  it('carries every byte unchanged, both ways, and echoes nothing', async () => {
    const { door, file, heard } = await start();
    await file.write(allBytes);
    expect(await heard(256)).toEqual([...allBytes]);
    door.toHost(allBytes, 115_200);
    const back = Buffer.alloc(256);
    for (let at = 0; at < 256; ) at += (await file.read(back, at, 256 - at)).bytesRead;
    expect([...back]).toEqual([...allBytes]);
  });

  it('carries more than the terminal holds at once', async () => {
    const { door, file } = await start();
    const much = Uint8Array.from({ length: 60_000 }, (_, index) => (index * 7) & 0xff);
    door.toHost(much, 115_200);
    const back = Buffer.alloc(much.length);
    for (let at = 0; at < much.length; ) at += (await file.read(back, at, much.length - at)).bytesRead;
    expect(back.equals(Buffer.from(much))).toBe(true);
  });

  it('tells the board the speed that the client set', async () => {
    const { file, heard, bauds, side } = await start({ everyMs: 0, chip: 921_600 });
    await file.write('a');
    await heard(1);
    expect(bauds).toEqual([921_600]);
    setSpeed(115_200);
    side.chip = 115_200;
    await file.write('b');
    await heard(1);
    expect(bauds.at(-1)).toBe(115_200);
  });

  it('takes what a client sent before it changed its speed for sent before', async () => {
    const { file, heard, bauds } = await start({ everyMs: 0 });
    // Without a break between them, so that both are done by the time anybody can look: as a host that asks a loader for
    // another speed, and changes its own.
    writeSync(file.fd, 'faster');
    setSpeed(921_600);
    await heard(6);
    expect(bauds).toEqual([115_200]);
    await file.write('now');
    await heard(3);
    expect(bauds.at(-1)).toBe(921_600);
  });

  it('lets a client at another speed hear noise, also one that never says anything', async () => {
    const { door, file } = await start({ everyMs: 0, chip: 460_800 });
    const hear = async (size: number) => {
      const heard = Buffer.alloc(size);
      for (let at = 0; at < size; ) at += (await file.read(heard, at, size - at)).bytesRead;
      return heard.toString('latin1');
    };
    door.toHost(Buffer.from('[01-01 00:00:01 ty D]'), 460_800);
    expect(await hear(21)).toBe('[01-01 00:00:01 ty D]');
    setSpeed(115_200);
    door.toHost(Buffer.from('[01-01 00:00:02 ty D]'), 460_800);
    // A quarter of the speed sees a quarter of the bits.
    const noise = await hear(5);
    expect(noise).not.toMatch(/[\x20-\x7e]{2}/);
    setSpeed(460_800);
    door.toHost(Buffer.from('[01-01 00:00:03 ty D]'), 460_800);
    expect(await hear(21)).toBe('[01-01 00:00:03 ty D]');
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

  it('has two ports where the board has: the log alone on the second, and a hand that restarts it', async () => {
    const program = spawn(process.execPath, [
      ...['--import', 'tsx', 'src/doors/virtual.ts'],
      ...['--chip', 't5ai', '--link', link, '--demo'],
    ]);
    const [first] = await once(program.stdout, 'data');
    expect(String(first)).toContain(`on ${link}, its log on ${link}-log at 460800, running`);
    const ports = { console: await open(link, 'r'), log: await open(`${link}-log`, 'r') };
    const hear = async (port: keyof typeof ports, wanted: RegExp): Promise<string> => {
      let heard = '';
      const some = Buffer.alloc(4096);
      while (!wanted.test(heard)) heard += some.toString('latin1', 0, (await ports[port].read(some)).bytesRead);
      return heard;
    };
    program.kill('SIGUSR2');
    // Section 1 of beken-uart-boot: console and log are two UARTs.
    expect(await hear('log', /Application information/)).not.toContain('tuya>');
    expect(await hear('console', /tuya> $/)).not.toMatch(/\[\d\d-\d\d \d\d:\d\d:\d\d/);
    for (const port of Object.values(ports)) await port.close();
    program.kill('SIGTERM');
    await once(program, 'exit');
    expect([link, `${link}-log`].filter((path) => existsSync(path))).toEqual([]);
  });
});
