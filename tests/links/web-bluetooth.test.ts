import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWebBluetooth } from '../../src/links/web-bluetooth';
import { BenchError } from '../../src/model/problem';
import { fakeBluetooth, fakeDevice, faults, type Mood } from './fake-bluetooth';

const never = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const connectTo = async (mood: Mood = {}, signal = never) => {
  const fake = fakeDevice(mood);
  const { bluetooth } = fakeBluetooth(fake.device);
  const device = await createWebBluetooth(bluetooth).find([{ services: [0xfd50] }]);
  return { fake, connecting: device.connect(signal) };
};

describe('the chooser', () => {
  test('is opened in the very turn of the click, with what the browser takes and nothing else (ble-pairing, section 12)', async () => {
    const { bluetooth, asked } = fakeBluetooth(fakeDevice().device);
    const dataPrefix = Uint8Array.of(0, 0, 12, 1);
    const finding = createWebBluetooth(bluetooth).find([
      { company: 0x07d0, dataPrefix },
      { services: [0xfd50] },
      { company: 0x07d0, dataPrefix: new Uint8Array() },
    ]);
    // Strictly: a member that is there and undefined is refused with a TypeError.
    expect(asked).toStrictEqual([
      {
        filters: [
          { manufacturerData: [{ companyIdentifier: 0x07d0, dataPrefix }] },
          { services: [0xfd50] },
          { manufacturerData: [{ companyIdentifier: 0x07d0 }] },
        ],
        optionalServices: [0xfd50, 0x1910],
      },
    ]);
    expect(await finding).toMatchObject({ id: 'fake', name: 'TYBLE' });
  });

  test.each([
    ['NotFoundError', true, 'radio.none-chosen'],
    ['NotFoundError', false, 'browser.no-bluetooth'],
    ['SecurityError', true, 'browser.no-bluetooth'],
    ['TypeError', true, 'unexpected'],
  ])('%s with the radio on: %s, is %s', async (name, on, code) => {
    const { bluetooth } = fakeBluetooth(faults.named(name), on);
    await expect(createWebBluetooth(bluetooth).find([{ services: [0xfd50] }])).rejects.toMatchObject({ code });
  });
});

describe('connecting', () => {
  test('finds both characteristics and listens before anybody can write', async () => {
    const { fake, connecting } = await connectTo();
    await connecting;
    expect(fake.done).toEqual(['connect', 'fd50 write', 'fd50 notify', 'listen']);
  });

  test('takes the older service where FD50 is missing (section 3)', async () => {
    const { fake, connecting } = await connectTo({ services: [0x1910], acknowledges: false });
    const link = await connecting;
    expect(fake.done).toEqual(['connect', '1910 write', '1910 notify', 'listen']);
    await link.write(Uint8Array.of(7));
    expect(fake.done.at(-1)).toBe('throw 07');
  });

  test('is tried once more, with everything found anew', async () => {
    const { fake, connecting } = await connectTo({ attempts: [faults.network(), 'connects'] });
    await vi.advanceTimersByTimeAsync(499);
    expect(fake.done).toEqual(['connect', 'disconnect']);
    await vi.advanceTimersByTimeAsync(1);
    await connecting;
    expect(fake.done).toEqual(['connect', 'disconnect', 'connect', 'fd50 write', 'fd50 notify', 'listen']);
  });

  test('is given up after the second fault, and nothing is left behind', async () => {
    const { fake, connecting } = await connectTo({ attempts: [faults.network()] });
    const ended = expect(connecting).rejects.toMatchObject({
      code: 'radio.connect-failed',
      details: { reason: 'NetworkError' },
    });
    await vi.advanceTimersByTimeAsync(500);
    await ended;
    expect(fake.done).toEqual(['connect', 'disconnect', 'connect', 'disconnect']);
    expect(fake.listeners).toBe(0);
  });

  test('to a device without the service is not tried again', async () => {
    const { fake, connecting } = await connectTo({ services: [0x180a] });
    await expect(connecting).rejects.toMatchObject({ code: 'radio.no-service' });
    expect(fake.done).toEqual(['connect', 'disconnect']);
    expect(fake.listeners).toBe(0);
  });

  test('that takes ten seconds is broken off, and its late fault does not harm the next attempt', async () => {
    const { fake, connecting } = await connectTo({ attempts: ['never ends', 'connects'] });
    await vi.advanceTimersByTimeAsync(9999);
    expect(fake.done).toEqual(['connect']);
    await vi.advanceTimersByTimeAsync(501);
    const link = await connecting;
    expect(fake.done.filter((what) => what === 'disconnect')).toHaveLength(1);
    await link.write(Uint8Array.of(1));
  });

  test('that never ends twice fails after twenty and a half', async () => {
    const { connecting } = await connectTo({ attempts: ['never ends'] });
    const ended = expect(connecting).rejects.toMatchObject({ code: 'radio.connect-failed' });
    await vi.advanceTimersByTimeAsync(20_500);
    await ended;
  });

  test('ends with its signal, at once and for good', async () => {
    const stop = new AbortController();
    const { fake, connecting } = await connectTo({ attempts: ['never ends'] }, stop.signal);
    stop.abort(new BenchError('cancelled'));
    await expect(connecting).rejects.toMatchObject({ code: 'cancelled' });
    expect(fake.done).toEqual(['connect', 'disconnect']);
    expect(fake.listeners).toBe(0);
  });

  test('a device that hangs up while it is looked at is tried again', async () => {
    let times = 0;
    const { fake, connecting } = await connectTo({
      startNotifications: async () => {
        times += 1;
        if (times === 1) fake.hangUp();
      },
    });
    await vi.advanceTimersByTimeAsync(500);
    await connecting;
    expect(times).toBe(2);
  });
});

describe('a link', () => {
  const connected = async (mood?: Mood) => {
    const { fake, connecting } = await connectTo(mood);
    return { fake, link: await connecting };
  };

  test('gives notifications in order, copied, those of before somebody listened too', async () => {
    const { fake, link } = await connected();
    const heard: number[][] = [];
    fake.says(1, 2);
    link.listen((bytes) => heard.push([...bytes]));
    fake.says(3);
    expect(heard).toEqual([[1, 2], [3]]);
  });

  test('writes one thing at a time', async () => {
    const { fake, link } = await connected();
    const release: (() => void)[] = [];
    fake.onWrite(() => new Promise((resolve) => release.push(resolve)));
    const writes = [link.write(Uint8Array.of(1)), link.write(Uint8Array.of(2))];
    await vi.advanceTimersByTimeAsync(0);
    expect(fake.done.slice(4)).toEqual(['write 01']);
    release[0]?.();
    await writes[0];
    await vi.advanceTimersByTimeAsync(0);
    expect(fake.done.slice(4)).toEqual(['write 01', 'write 02']);
    release[1]?.();
    await Promise.all(writes);
  });

  test('that fails a write says so, and the next write is tried', async () => {
    const { fake, link } = await connected();
    fake.onWrite(async () => {
      throw faults.network();
    });
    await expect(link.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'radio.lost' });
    fake.onWrite(async () => {});
    await link.write(Uint8Array.of(2));
  });

  test('that the device ends tells so once, and takes nothing more', async () => {
    const { fake, link } = await connected();
    fake.hangUp();
    expect(await link.closed).toBe('device');
    await expect(link.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'radio.lost' });
    expect(fake.done.slice(4)).toEqual([]);
    expect(fake.listeners).toBe(0);
  });

  test('that is over is not closed again: the next one has the same server', async () => {
    const fake = fakeDevice();
    const device = await createWebBluetooth(fakeBluetooth(fake.device).bluetooth).find([{ services: [0xfd50] }]);
    const first = await device.connect(never);
    fake.hangUp();
    const second = await device.connect(never);
    await first.close();
    await second.write(Uint8Array.of(1));
    expect(fake.done).not.toContain('disconnect');
  });

  test('outlives the late news of an earlier one', async () => {
    const { fake, link } = await connected();
    fake.tellsLate();
    await link.write(Uint8Array.of(1));
    await link.close();
    expect(await link.closed).toBe('host');
  });

  test('that we end is ended by us', async () => {
    const { fake, link } = await connected();
    await link.close();
    await link.close();
    expect(await link.closed).toBe('host');
    expect(fake.done).toContain('disconnect');
    expect(fake.listeners).toBe(0);
  });
});
