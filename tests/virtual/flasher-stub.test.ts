import { md5 } from '@noble/hashes/legacy.js';
import { zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { imageLike, noise } from '../upstream/flash-images';
import { block, type LoaderHost, request, stubOf, words } from './loader-host';
import { settled } from './test-clock';

// esp-flashing, section 1, "Stub behaviour that decides speed". The error codes are esp-flasher-stub's `commands.h`:
// big-endian, C000 length, C100 checksum, C300 unknown, C600 not in flash mode, C700 inflate.

const ok = [0, 0];
const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
const used = (size = 1 << 20): Uint8Array => new Uint8Array(size);

const blocksOf = (stream: Uint8Array, size = 0x4000): Uint8Array[] =>
  Array.from({ length: Math.ceil(stream.length / size) }, (_, index) => stream.slice(index * size, (index + 1) * size));

/** Starts a compressed write and gives its DATA requests. */
const beginDeflated = async (host: LoaderHost, image: Uint8Array, offset: number): Promise<Uint8Array[]> => {
  const parts = blocksOf(zlibSync(image, { level: 9 }));
  const [answer] = await host.ask(request(0x10, words(image.length, parts.length, 0x4000, offset)));
  expect(answer!.data).toEqual(ok);
  return parts.map((bytes, sequence) => block(0x11, bytes, sequence));
};
const answer = (op: number): number[] => [1, op, 2, 0, 0, 0, 0, 0, 0, 0];
const end = (stay = 1): Uint8Array => request(0x12, words(stay));

describe('flasher stub', () => {
  test('answers a SYNC eight times with value 0 and two status bytes', async () => {
    const host = await stubOf();
    const answers = await host.ask(request(0x08, [7, 7, 0x12, 0x20, ...new Array<number>(32).fill(0x55)]));
    expect(answers).toEqual(new Array(8).fill({ op: 0x08, value: 0, data: ok }));
  });

  test('refuses what it does not know, and GET_SECURITY_INFO on ESP32', async () => {
    const host = await stubOf({ chip: 'esp32' });
    expect(await host.ask(request(0x99))).toEqual([{ op: 0x99, value: 0, data: [0xc3, 0] }]);
    expect((await host.ask(request(0x14)))[0]!.data).toEqual([0xff, 0]);
    expect((await host.ask(request(0x0a, [1, 2])))[0]!.data).toEqual([0xc0, 0]);
  });

  test('acknowledges a block before it is written', async () => {
    const host = await stubOf({ flash: used(), timing: { erase4kMs: 45, erase64kMs: 150, page256Ms: 1 } });
    const image = noise(4096, 3);
    const [data] = await beginDeflated(host, image, 0x1000);
    expect((await host.ask(data!))[0]!.data).toEqual(ok);
    expect(host.clock.now()).toBeLessThan(100);
    // END is answered when the sector is erased (45 ms from BEGIN) and its sixteen pages are programmed.
    host.send(end());
    await host.clock.pass(60);
    expect(host.answers()).toEqual([]);
    await host.clock.pass(1);
    expect(host.answers()).toMatchObject([{ op: 0x12, data: ok }]);
    expect(host.board.flash.read(0x1000, 4096)).toEqual(image);
  });

  test('an error while writing block N is the answer to N+1, whatever that is, and then forgotten', async () => {
    const host = await stubOf();
    await host.ask(request(0x10, words(9000, 3, 0x4000, 0)));
    expect((await host.ask(block(0x11, noise(100, 1), 0)))[0]!.data).toEqual(ok);
    expect(await host.ask(request(0x0a, words(0x4000_1000)))).toEqual([{ op: 0x0a, value: 0, data: [0xc7, 0] }]);
    expect((await host.ask(request(0x0a, words(0x4000_1000))))[0]!.data).toEqual(ok);
  });

  test('a compressed block sent twice corrupts: the stream no longer inflates to what was announced', async () => {
    const host = await stubOf({ flash: used() });
    const image = imageLike(240_000, 9);
    const blocks = await beginDeflated(host, image, 0);
    expect(blocks.length).toBeGreaterThan(3);
    const statuses: number[][] = [];
    for (const data of [...blocks.slice(0, -1), blocks.at(-2)!, blocks.at(-1)!, end()]) {
      statuses.push((await host.ask(data))[0]!.data);
    }
    expect(statuses.at(-2)).toEqual([0xc7, 0]);
    expect(statuses.at(-1)).toEqual([0xc0, 0]);
    expect(same(host.board.flash.read(0, image.length), image)).toBe(false);
  });

  test('a plain block sent twice is written on as if it were the next', async () => {
    const host = await stubOf();
    await host.ask(request(0x02, words(3072, 3, 1024, 0)));
    const [one, two] = [noise(1024, 1), noise(1024, 2)];
    for (const data of [block(0x03, one, 0), block(0x03, one, 0), block(0x03, two, 1)]) await host.ask(data);
    expect(host.board.flash.read(1024, 1024)).toEqual(one);
    expect(host.board.flash.read(2048, 1024)).toEqual(two);
  });

  test('a wrong checksum is refused at once and the block may be sent again', async () => {
    const host = await stubOf();
    const image = noise(4096, 3);
    const stream = zlibSync(image);
    await host.ask(request(0x10, words(4096, 1, 0x4000, 0)));
    expect((await host.ask(block(0x11, stream, 0, 1)))[0]!.data).toEqual([0xc1, 0]);
    expect((await host.ask(block(0x11, stream, 0)))[0]!.data).toEqual(ok);
    expect((await host.ask(end()))[0]!.data).toEqual(ok);
    expect(host.board.flash.read(0, 4096)).toEqual(image);
  });

  test('a third frame that starts while both buffers are taken is dropped without a word', async () => {
    const host = await stubOf({ flash: used(), timing: { erase4kMs: 45 } });
    await host.ask(request(0x02, words(4096, 4, 1024, 0)));
    const parts = [1, 2, 3].map((seed) => noise(1024, seed));
    // All at once: the first is in work, the second waits, the third finds no room.
    host.send(...parts.map((bytes, sequence) => block(0x03, bytes, sequence)));
    await host.clock.pass(200);
    expect(host.answers().map(({ op, data }) => [op, data])).toEqual([
      [0x03, ok],
      [0x03, ok],
    ]);
    expect(host.board.flash.read(0, 3072)).toEqual(
      Uint8Array.from([...parts[0]!, ...parts[1]!, ...new Array(1024).fill(0xff)]),
    );
  });

  test('a frame longer than its buffer is dropped without a word', async () => {
    const host = await stubOf();
    await host.ask(request(0x02, words(0x8000, 1, 0x8000, 0)));
    expect(await host.ask(block(0x03, new Uint8Array(0x4001), 0))).toEqual([]);
    expect((await host.ask(block(0x03, new Uint8Array(0x4000), 0))).length).toBe(1);
  });

  test('END without the announced bytes, and data without BEGIN, are refused', async () => {
    const host = await stubOf();
    expect((await host.ask(end()))[0]!.data).toEqual([0xc6, 0]);
    expect((await host.ask(block(0x03, noise(16, 1), 0)))[0]!.data).toEqual([0xc6, 0]);
    await host.ask(request(0x02, words(2048, 2, 1024, 0)));
    expect((await host.ask(request(0x04, words(1))))[0]!.data).toEqual([0xc0, 0]);
  });

  test('a BEGIN of nothing before END is harmless', async () => {
    // The second client of section 5 does so.
    const host = await stubOf({ flash: used() });
    const image = noise(5000, 3);
    for (const data of await beginDeflated(host, image, 0x3000)) await host.ask(data);
    expect((await host.ask(request(0x02, [...words(0, 0, 0x4000, 0), 0, 0, 0, 0])))[0]!.data).toEqual(ok);
    expect((await host.ask(end()))[0]!.data).toEqual(ok);
    expect(host.board.flash.read(0x3000, 5000)).toEqual(image);
    expect(host.board.flash.read(0, 0x1000)).toEqual(new Uint8Array(0x1000));
  });

  test('skips the erase of blank sectors until the first dirty one, and then never again', async () => {
    const flash = new Uint8Array(0x20000).fill(0xff);
    flash[0x3000] = 0;
    const host = await stubOf({ flash, flashBytes: 0x20000, timing: { erase4kMs: 45, erase64kMs: 150 } });
    const erased: number[] = [];
    const { erase } = host.board.flash;
    host.board.flash.erase = (offset, size) => {
      erased.push(offset);
      erase(offset, size);
    };
    await host.ask(request(0x02, words(0x6000, 2, 0x4000, 0)));
    for (const [sequence, bytes] of blocksOf(noise(0x6000, 4)).entries()) {
      host.send(block(0x03, bytes, sequence));
      await host.clock.pass(500);
    }
    expect(erased).toEqual([0x3000, 0x4000, 0x5000]);
    expect(host.board.flash.read(0, 0x6000)).toEqual(noise(0x6000, 4));
  });

  test('erases by 64 KB where it is aligned and fits, else by 4 KB, beginning before the first block', async () => {
    const host = await stubOf({ flash: used(), timing: { erase4kMs: 45, erase64kMs: 150 } });
    const erased: [number, number][] = [];
    const { erase } = host.board.flash;
    host.board.flash.erase = (offset, size) => {
      erased.push([offset, size]);
      erase(offset, size);
    };
    const image = new Uint8Array(0x12000).fill(7);
    const blocks = await beginDeflated(host, image, 0xf000);
    expect(erased).toEqual([[0xf000, 0x1000]]);
    for (const data of [...blocks, end()]) {
      host.send(data);
      await host.clock.pass(1000);
    }
    expect(erased).toEqual([
      [0xf000, 0x1000],
      [0x10000, 0x10000],
      [0x20000, 0x1000],
    ]);
    expect(host.answers().every(({ data }) => data[0] === 0)).toBe(true);
  });

  test('takes the MD5 as sixteen bytes', async () => {
    const host = await stubOf({ flash: noise(10_000, 8) });
    const [answer] = await host.ask(request(0x13, words(100, 5000, 0, 0)));
    expect(answer!.data).toEqual([...md5(host.board.flash.read(100, 5000)), ...ok]);
  });

  test('reads back one packet at a time, each acknowledged, with the MD5 at the end', async () => {
    const host = await stubOf({ flash: noise(20_000, 8) });
    host.send(request(0xd2, words(5, 9000, 4096, 64)));
    await settled();
    const first = host.board.flash.read(5, 4096);
    expect(host.heard.splice(0).map((frame) => [...frame])).toEqual([answer(0xd2), [...first]]);
    // No second packet without an acknowledgement, although 64 were allowed.
    await host.clock.pass(1000);
    expect(host.heard).toEqual([]);
    const got: number[] = [];
    for (const size of [4096, 4096, 808]) {
      const packet = host.board.flash.read(5 + got.length, size);
      got.push(...packet);
      host.send(Uint8Array.from(words(got.length)));
      await settled();
    }
    expect(host.heard.map((frame) => frame.length)).toEqual([4096, 808, 16]);
    expect(host.heard[0]).toEqual(host.board.flash.read(5 + 4096, 4096));
    expect(host.heard[2]).toEqual(md5(host.board.flash.read(5, 9000)));
  });

  test('an answer of another length ends the read', async () => {
    const host = await stubOf();
    host.send(request(0xd2, words(0, 9000, 4096, 64)));
    await settled();
    host.heard.length = 0;
    host.send(Uint8Array.of(1));
    await settled();
    expect(host.heard.map((frame) => frame.length)).toEqual([16]);
    expect((await host.ask(request(0x0a, words(0)))).length).toBe(1);
  });

  test('erases regions of whole sectors, taking its time, and everything', async () => {
    const host = await stubOf({ flash: used(), timing: { erase4kMs: 45, erase64kMs: 150 } });
    expect((await host.ask(request(0xd1, words(100, 4096))))[0]!.data).toEqual([0xc0, 0]);
    host.send(request(0xd1, words(0x10000, 0x11000)));
    await host.clock.pass(194);
    expect(host.answers()).toEqual([]);
    await host.clock.pass(1);
    expect(host.answers()).toMatchObject([{ op: 0xd1, data: ok }]);
    expect(host.board.flash.read(0x10000, 0x11000).every((byte) => byte === 0xff)).toBe(true);
    expect(host.board.flash.read(0xffff, 1)[0]).toBe(0);
    expect(host.board.flash.read(0x21000, 1)[0]).toBe(0);
    host.send(request(0xd0));
    await host.clock.pass(64 * 150);
    expect(host.answers()).toMatchObject([{ op: 0xd0, data: ok }]);
    expect(host.board.flash.read(0, host.board.flash.size).every((byte) => byte === 0xff)).toBe(true);
  });

  test('END 0 restarts the chip: into its loader, as long as that is where its straps had sent it', async () => {
    // Desktop esptool leaves a stub this way for `--after no_reset`, and goes on with `--before no_reset`.
    const host = await stubOf();
    const image = noise(4096, 1);
    for (const data of await beginDeflated(host, image, 0)) await host.ask(data);
    expect((await host.ask(end(0)))[0]!.data).toEqual(ok);
    expect(host.started).toEqual([]);
    // Four status bytes: the ROM is back.
    expect((await host.ask(request(0x0a, words(0))))[0]!.data).toEqual([0, 0, 0, 0]);
    host.board.tapReset();
    await host.clock.pass(10);
    expect(host.started).toHaveLength(1);
  });

  test('refuses a speed of 0 and keeps the one it has', async () => {
    const host = await stubOf();
    host.board.hostBaud(115_200);
    expect((await host.ask(request(0x0f, words(0, 115_200))))[0]!.data).not.toEqual(ok);
    expect((await host.ask(request(0x0a, words(0)))).length).toBe(1);
  });

  test('a reset forgets the stub, its speed and what it was doing', async () => {
    const host = await stubOf({ flash: used(), timing: { erase4kMs: 45, page256Ms: 1 } });
    await host.ask(request(0x0f, words(921_600, 115_200)));
    host.board.hostBaud(921_600);
    await beginDeflated(host, noise(0x8000, 1), 0x1000);
    await host.ask(block(0x11, zlibSync(noise(0x8000, 1)).slice(0, 0x4000), 0));
    host.board.lines({ dtr: false, rts: true });
    await host.clock.pass(100);
    host.board.lines({ dtr: true, rts: false });
    await host.clock.pass(50);
    const before = host.board.flash.read(0, host.board.flash.size);
    expect(await host.ask(request(0x0a, words(0)))).toEqual([]);
    host.board.hostBaud(115_200);
    // What came in at the wrong speed may have opened a frame: this one closes it.
    await host.ask(request(0x0a, words(0)));
    // Four status bytes: the ROM again.
    expect((await host.ask(request(0x0a, words(0))))[0]!.data).toHaveLength(4);
    await host.clock.pass(5000);
    expect(same(host.board.flash.read(0, host.board.flash.size), before)).toBe(true);
  });
});
