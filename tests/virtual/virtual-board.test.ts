import { describe, expect, test } from 'vitest';
import { slipEncode } from '../../src/protocols/slip';
import { lifelike } from '../../src/virtual/parts/board-timing';
import { noise } from '../upstream/flash-images';
import { block, hostOf, request, stubOf, words } from './loader-host';
import { settled } from './test-clock';

// esp-measured, section 2, for the times; `model/board-habits` for the habits.

const readMagic = request(0x0a, words(0x4000_1000));

describe('a virtual board in time', () => {
  test('bytes take ten bits at the line speed each way, and the adapter its millisecond', async () => {
    const host = await hostOf({ timing: { pacedByBaud: true, adapterLatencyMs: 1 } });
    await host.clock.pass(100);
    host.heard.length = 0;
    const asked = slipEncode(readMagic).length;
    const answered = slipEncode(Uint8Array.from([1, 0x0a, 4, 0, 0x6f, 0x50, 0x31, 0x1b, 0, 0, 0, 0])).length;
    const ms = ((asked + answered) * 10_000) / 115_200 + 2;
    host.send(readMagic);
    await host.clock.pass(ms - 0.01);
    expect(host.heard).toEqual([]);
    await host.clock.pass(0.02);
    expect(host.heard).toHaveLength(1);
  });

  test('a slow adapter keeps answers back for 16 ms', async () => {
    const host = await hostOf({ habits: { slowAdapter: true } });
    await host.clock.pass(100);
    host.heard.length = 0;
    host.send(readMagic);
    await host.clock.pass(15);
    expect(host.heard).toEqual([]);
    await host.clock.pass(1);
    expect(host.heard).toHaveLength(1);
  });

  test('long transfers come in pieces, none of them late', async () => {
    const timing = { ...lifelike, bootMs: 0 };
    const host = await stubOf({ timing, flash: noise(8192, 1) });
    await host.clock.pass(100);
    const times: number[] = [];
    const { send } = host.board;
    host.board.send = (bytes) => {
      times.push(host.clock.now());
      send?.(bytes);
    };
    const asked = host.clock.now();
    host.send(request(0xd2, words(0, 4096, 4096, 1)));
    await host.clock.pass(1000);
    // 4 KB and its escapes at 115200 baud: about 360 ms, so about 90 pieces.
    expect(times.length).toBeGreaterThan(80);
    expect(times.length).toBeLessThan(110);
    const bytes = host.heard.reduce((sum, frame) => sum + slipEncode(frame).length, 0);
    const wire = ((bytes + slipEncode(request(0xd2, words(0, 4096, 4096, 1))).length) * 10_000) / 115_200;
    // The chip reads its flash while the answer before the data is on the wire.
    expect(times.at(-1)! - asked).toBeCloseTo(wire + 2, 3);
  });

  test('hashing takes its time', async () => {
    const host = await stubOf({ flash: noise(1 << 20, 1), timing: { md5BytesPerMs: 1500 } });
    host.send(request(0x13, words(0, 1 << 20, 0, 0)));
    await host.clock.pass((1 << 20) / 1500 - 1);
    expect(host.heard).toEqual([]);
    await host.clock.pass(1);
    expect(host.heard).toHaveLength(1);
  });
});

describe('a virtual board on the wrong speed', () => {
  test('hears and sends noise, the same every time', async () => {
    const talk = async (): Promise<string> => {
      const host = await hostOf();
      const before = host.raw().length;
      host.board.hostBaud(921_600);
      expect(await host.ask(readMagic)).toEqual([]);
      host.board.hostBaud(115_200);
      await host.ask(request(0x0f, words(921_600, 0)));
      host.board.lines({ dtr: false, rts: true });
      await host.clock.pass(10);
      host.board.hostBaud(74_880);
      host.board.lines({ dtr: true, rts: false });
      await host.clock.pass(10);
      return host.raw().slice(before);
    };
    const heard = await talk();
    expect(heard).not.toContain('waiting for download');
    expect(heard.length).toBeGreaterThan(20);
    expect(await talk()).toBe(heard);
  });
});

describe('habits of virtual boards', () => {
  test('silent until BOOT is held: the lines restart its application, one button brings the loader', async () => {
    const host = await hostOf({ startInLoader: false, habits: { silentUntilBootHeld: true } });
    expect(host.started).toHaveLength(1);
    host.board.lines({ dtr: false, rts: true });
    await host.clock.pass(100);
    host.board.lines({ dtr: true, rts: false });
    await host.clock.pass(100);
    expect(host.started).toHaveLength(2);
    expect(host.raw()).not.toContain('waiting for download');
    host.board.lines({ dtr: false, rts: false });
    host.board.holdBoot(true);
    await host.clock.pass(10);
    expect(host.raw()).toContain('waiting for download');
    expect(await host.ask(readMagic)).toMatchObject([{ op: 0x0a, data: [0, 0, 0, 0] }]);
    host.board.holdBoot(false);
    await host.clock.pass(100);
    expect(await host.ask(readMagic)).toMatchObject([{ op: 0x0a, data: [0, 0, 0, 0] }]);
    host.board.tapReset();
    await host.clock.pass(10);
    expect(host.started).toHaveLength(3);
  });

  test('loses the byte it was told to lose, and only that', async () => {
    const whole = await hostOf();
    await whole.clock.pass(10);
    const lossy = await hostOf({ habits: { loseByte: 5 } });
    await lossy.clock.pass(10);
    expect(lossy.raw()).toBe(whole.raw().slice(0, 4) + whole.raw().slice(5));
  });

  test('loses the cable at the byte it was told, once, in the middle of a block', async () => {
    const frame = slipEncode(block(0x03, noise(1024, 2), 0)).length;
    const begin = slipEncode(request(0x02, words(2048, 2, 1024, 0))).length;
    const host = await hostOf({ habits: { pullCableAt: begin + frame + 100 } });
    let unplugged = 0;
    host.board.unplugged = () => {
      unplugged += 1;
    };
    await host.ask(request(0x02, words(2048, 2, 1024, 0)));
    expect(await host.ask(block(0x03, noise(1024, 2), 0))).toHaveLength(1);
    expect(unplugged).toBe(0);
    expect(await host.ask(block(0x03, noise(1024, 2), 1))).toEqual([]);
    expect(unplugged).toBe(1);
    expect(host.board.flash.read(0, 1024)).toEqual(noise(1024, 2));
    expect(host.board.flash.read(1024, 1024).every((byte) => byte === 0xff)).toBe(true);
    expect(await host.ask(readMagic)).toEqual([]);
    host.board.power(true);
    await host.clock.pass(10);
    expect(await host.ask(readMagic)).toHaveLength(1);
    for (let i = 0; i < 100; i += 1) await host.ask(readMagic);
    expect(unplugged).toBe(1);
  });
});

describe('the application on a virtual board', () => {
  test('starts at power-on, hears what is sent, and restarts without looking at the straps', async () => {
    const host = await hostOf({ startInLoader: false });
    expect(host.started.map(({ resetReason }) => resetReason)).toEqual(['power']);
    host.board.receive(new TextEncoder().encode('hello'));
    expect(host.raw()).toBe('running\r\nhello');
    host.board.holdBoot(true);
    host.started[0]!.restart();
    await settled();
    expect(host.started.map(({ resetReason }) => resetReason)).toEqual(['power', 'software']);
    // Whoever was stopped talks to nobody.
    const before = host.raw();
    host.started[0]!.send(new TextEncoder().encode('ghost'));
    host.started[0]!.restart();
    expect(host.raw()).toBe(before);
    expect(host.started).toHaveLength(2);
  });

  test('loses its power and comes back', async () => {
    const host = await hostOf({ startInLoader: false });
    let late = false;
    host.started[0]!.clock.after(50, () => {
      late = true;
    });
    host.started[0]!.powerLoss();
    await host.clock.pass(100);
    expect(host.started).toHaveLength(1);
    await host.clock.pass(200);
    expect(host.started.map(({ resetReason }) => resetReason)).toEqual(['power', 'power']);
    expect(late).toBe(false);
  });

  test('starts in the loader when told to, whatever the lines say, until it is reset', async () => {
    const host = await hostOf({ startInLoader: true });
    expect(host.started).toEqual([]);
    host.board.lines({ dtr: false, rts: true });
    await host.clock.pass(100);
    host.board.lines({ dtr: false, rts: false });
    await host.clock.pass(10);
    expect(host.started).toHaveLength(1);
  });

  test('a disposed board is silent for good', async () => {
    const host = await hostOf();
    host.board.dispose();
    host.board.power(true);
    await host.clock.pass(1000);
    expect(await host.ask(readMagic)).toEqual([]);
    expect(host.board.send).toBeUndefined();
  });
});
