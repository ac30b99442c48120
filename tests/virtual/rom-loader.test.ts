import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { noise } from '../upstream/flash-images';
import { block, hostOf, request, words } from './loader-host';
import { settled } from './test-clock';

// esp-flashing, section 1, and the table of section 5 where a client is named.

const ok = [0, 0, 0, 0];
const sync = request(0x08, [0x07, 0x07, 0x12, 0x20, ...new Array<number>(32).fill(0x55)]);

describe('ROM loader', () => {
  test('tells on the console that it waits', async () => {
    const host = await hostOf({ chip: 'esp32' });
    expect(host.raw()).toBe(
      'ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))\r\nwaiting for download\r\n',
    );
  });

  test('answers a SYNC eight times, with a value, four status bytes each', async () => {
    const host = await hostOf();
    const answers = await host.ask(sync);
    expect(answers).toHaveLength(8);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toEqual({ op: 0x08, value: 0x20120707, data: ok });
  });

  test('reads and writes registers under a mask, several in one request', async () => {
    const host = await hostOf();
    const at = 0x3fc8_0000;
    await host.ask(request(0x09, [...words(at, 0x1234_5678, 0xffff_ffff, 0), ...words(at + 4, 0xff, 0x0f, 0)]));
    await host.ask(request(0x09, words(at, 0, 0xffff, 0)));
    expect((await host.ask(request(0x0a, words(at))))[0]!.value).toBe(0x1234_0000);
    expect((await host.ask(request(0x0a, words(at + 4))))[0]!.value).toBe(0x0f);
  });

  test.each([
    ['esp32', 0x00f0_1d83],
    ['esp32c6', 0x2ce0_806f],
  ] as const)('%s has its magic word', async (chip, magic) => {
    const host = await hostOf({ chip });
    expect((await host.ask(request(0x0a, words(0x4000_1000))))[0]!.value).toBe(magic);
  });

  test('a refused command is answered under the op before it, eight times after a SYNC', async () => {
    const host = await hostOf({ chip: 'esp32' });
    await host.ask(sync);
    // ESP32 does not know GET_SECURITY_INFO.
    const refused = await host.ask(request(0x14));
    expect(refused).toHaveLength(8);
    expect(refused[0]).toMatchObject({ op: 0x08, data: [1, 5, 0, 0] });
    await host.ask(request(0x0a, words(0x4000_1000)));
    const again = await host.ask(request(0xd0));
    expect(again.map(({ op, data }) => [op, data])).toEqual([[0x0a, [1, 5, 0, 0]]]);
  });

  test.each([
    ['esp32s3', 9],
    ['esp32c3', 5],
    ['esp32c6', 13],
  ] as const)('%s tells its chip id in twenty bytes', async (chip, id) => {
    const [answer] = await (await hostOf({ chip })).ask(request(0x14));
    expect(answer!.data).toHaveLength(24);
    expect(answer!.data.slice(12, 16)).toEqual([id, 0, 0, 0]);
    expect(answer!.data.slice(20)).toEqual(ok);
  });

  test('in secure download mode leaves nothing but plain writing, settings and the summary', async () => {
    const locks = ['secure-boot', 'flash-encryption', 'secure-download'] as const;
    const host = await hostOf({ chip: 'esp32s3', habits: { locks } });
    await host.ask(request(0x0d, words(0, 0)));
    // Registers, RAM and whatever reads: closed, in the words of a command that the ROM does not know.
    for (const [op, data] of [
      [0x0a, words(0x4000_1000)],
      [0x09, words(0, 0, 0, 0)],
      [0x05, words(64, 1, 64, 0x4038_0000)],
      [0x0e, words(0, 64)],
      [0x13, words(0, 64, 0, 0)],
    ] as const)
      expect(await host.ask(request(op, data))).toMatchObject([{ op: 0x0d, data: [1, 5, 0, 0] }]);
    const [summary] = await host.ask(request(0x14));
    // Secure boot and secure download; an odd number of encryptions.
    expect(summary!.data.slice(0, 5)).toEqual([0b101, 0, 0, 0, 7]);
    await host.ask(request(0x02, words(1024, 1, 1024, 0)));
    const bytes = noise(1024, 3);
    expect((await host.ask(block(0x03, bytes, 0)))[0]!.data).toEqual(ok);
    expect(host.board.flash.read(0, 1024)).toEqual(bytes);
  });

  test('does not know what only the stub can', async () => {
    const host = await hostOf();
    await host.ask(request(0x0a, words(0)));
    for (const op of [0xd0, 0xd1, 0xd2, 0xd3]) {
      expect((await host.ask(request(op, words(0, 4096))))[0]!.data.slice(0, 2)).toEqual([1, 5]);
    }
  });

  test('refuses a block with a wrong checksum and writes nothing of it', async () => {
    const host = await hostOf();
    await host.ask(request(0x02, words(4096, 4, 1024, 0)));
    const bytes = noise(1024, 3);
    expect((await host.ask(block(0x03, bytes, 0, 0)))[0]!.data.slice(0, 2)).toEqual([1, 7]);
    expect(host.board.flash.read(0, 1024).every((byte) => byte === 0xff)).toBe(true);
    expect((await host.ask(block(0x03, bytes, 0)))[0]!.data).toEqual(ok);
    expect(host.board.flash.read(0, 1024)).toEqual(bytes);
  });

  test('erases before it answers BEGIN, and writes a compressed block before it answers', async () => {
    const host = await hostOf({ flash: new Uint8Array(16_384), timing: { erase4kMs: 45, page256Ms: 1 } });
    const bytes = noise(8192, 5);
    const stream = zlibSync(bytes);
    host.send(request(0x10, [...words(8192, 1, 0x4000, 4096), 0, 0, 0, 0]));
    await host.clock.pass(89);
    expect(host.answers()).toEqual([]);
    await host.clock.pass(1);
    expect(host.answers()).toMatchObject([{ op: 0x10, data: ok }]);
    host.send(block(0x11, stream, 0));
    await host.clock.pass(31);
    expect(host.answers()).toEqual([]);
    await host.clock.pass(1);
    expect(host.answers()).toMatchObject([{ op: 0x11, data: ok }]);
    expect(host.board.flash.read(4096, 8192)).toEqual(bytes);
    expect(host.board.flash.read(0, 4096).every((byte) => byte === 0)).toBe(true);
  });

  test('says what does not inflate', async () => {
    const host = await hostOf();
    await host.ask(request(0x10, words(8192, 2, 0x4000, 0)));
    expect((await host.ask(block(0x11, noise(300, 5), 0)))[0]!.data.slice(0, 2)).toEqual([1, 0x0b]);
  });

  test('takes the MD5 as 32 characters', async () => {
    const host = await hostOf({ flash: noise(10_000, 8) });
    const [answer] = await host.ask(request(0x13, words(100, 5000, 0, 0)));
    const text = bytesToHex(md5(host.board.flash.read(100, 5000)));
    expect(String.fromCharCode(...answer!.data.slice(0, 32))).toBe(text);
    expect(answer!.data.slice(32)).toEqual(ok);
  });

  test('answers a new speed at the old one, then listens at the new one only', async () => {
    const host = await hostOf();
    host.board.hostBaud(115_200);
    expect(await host.ask(request(0x0f, words(460_800, 0)))).toMatchObject([{ op: 0x0f, data: ok }]);
    expect(await host.ask(request(0x0a, words(0)))).toEqual([]);
    host.board.hostBaud(460_800);
    expect((await host.ask(request(0x0a, words(0)))).length).toBe(1);
  });

  test('runs the application after END 1, and comes back to itself after END 0', async () => {
    const host = await hostOf({ chip: 'esp32' });
    await host.ask(request(0x02, words(0, 0, 1024, 0)));
    const before = host.raw().length;
    // A reset by software reads no straps: the chip is where its last real reset had put it.
    expect((await host.ask(request(0x04, words(0))))[0]!.data).toEqual(ok);
    expect(host.raw().slice(before)).toContain('rst:0x3 (SW_RESET),boot:0x3 (DOWNLOAD_BOOT');
    expect(await host.ask(sync)).toHaveLength(8);
    expect(host.started).toEqual([]);
    // "1 run to user code. Not necessary if you wish to stay" (esptool, serial protocol).
    expect((await host.ask(request(0x04, words(1))))[0]!.data).toEqual(ok);
    expect(host.started.map(({ resetReason }) => resetReason)).toEqual(['software']);
  });

  test('reads flash in answers of 64 bytes, however few are wanted, and no more at once', async () => {
    const flash = noise(4 << 20, 12);
    const host = await hostOf({ flash });
    const [whole] = await host.ask(request(0x0e, words(0x1003, 64)));
    expect(whole!.data).toEqual([...flash.slice(0x1003, 0x1043), ...ok]);
    const [few] = await host.ask(request(0x0e, words(0x2000, 5)));
    expect(few!.data).toHaveLength(68);
    expect(few!.data.slice(0, 5)).toEqual([...flash.slice(0x2000, 0x2005)]);
    expect(few!.data.slice(64)).toEqual(ok);
    expect((await host.ask(request(0x0e, words(0, 65))))[0]!.data.slice(0, 2)).toEqual([1, 0x0a]);
    expect((await host.ask(request(0x0e, words((4 << 20) - 8, 16))))[0]!.data.slice(0, 2)).toEqual([1, 0x09]);
  });

  test('refuses a speed of 0 and keeps the one it has', async () => {
    const host = await hostOf();
    host.board.hostBaud(115_200);
    expect((await host.ask(request(0x0f, words(0, 0))))[0]!.data.slice(0, 2)).toEqual([1, 5]);
    expect((await host.ask(request(0x0a, words(0)))).length).toBe(1);
  });

  /** What desktop esptool asks an ESP32's ROM for, `get_rom_cal_crystal_freq` and `change_baud` of its table. */
  const correctedBaud = async (host: Awaited<ReturnType<typeof hostOf>>, baud: number) => {
    const read = async (address: number) => (await host.ask(request(0x0a, words(address))))[0]!.value;
    const cycles = ((await read(0x3ff5_f06c)) >>> 7) & 0x01ff_ffff;
    const crystal = (cycles * 15_625 * ((await read(0x3ff5_a010)) & 0xff)) / 40;
    return Math.floor((baud * crystal) / 40_000_000);
  };

  test.each([1, 0.94, 1.06])(
    'an ESP32 whose slow clock runs %f as fast tells so, and how to ask for a speed',
    async (factor) => {
      const host = await hostOf({ chip: 'esp32', habits: { slowClock: factor } });
      const asked = await correctedBaud(host, 460_800);
      expect(asked / 460_800).toBeCloseTo(factor, 2);
      host.board.hostBaud(115_200);
      await host.ask(request(0x0f, words(asked, 0)));
      host.board.hostBaud(460_800);
      expect((await host.ask(request(0x0a, words(0)))).length).toBe(1);
    },
  );

  test('and who does not correct for it is not understood at the new speed', async () => {
    const host = await hostOf({ chip: 'esp32', habits: { slowClock: 0.94 } });
    host.board.hostBaud(115_200);
    await host.ask(request(0x0f, words(460_800, 0)));
    host.board.hostBaud(460_800);
    expect(await host.ask(request(0x0a, words(0)))).toEqual([]);
  });

  test('code entered outside what was uploaded runs away', async () => {
    const host = await hostOf();
    await host.ask(request(0x05, words(64, 1, 64, 0x4038_0000)));
    await host.ask(block(0x07, new Uint8Array(64), 0));
    await host.ask(request(0x06, words(0, 0x4037_0000)));
    expect(await host.ask(sync)).toEqual([]);
    host.board.tapReset();
    await host.clock.pass(10);
    await settled();
    expect(host.started).toHaveLength(1);
  });
});
