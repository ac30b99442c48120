import { describe, expect, test } from 'vitest';
import { createPageRadio } from '../../src/app/page-radio';
import { createWorkerRadio } from '../../src/app/worker-radio';
import type { RadioFilter } from '../../src/links/radio';
import { BenchError } from '../../src/model/problem';
import type { RadioAsk, RadioTold } from '../../src/model/radio-messages';
import { fakeBluetooth, fakeDevice, faults, type Mood } from '../links/fake-bluetooth';

/** Both ends of the worker line with a fake of the browser's Bluetooth behind: what passes is cloned, and arrives a turn later. */

const never = new AbortController().signal;
const wanted: readonly RadioFilter[] = [{ company: 0x07d0, dataPrefix: Uint8Array.of(0, 0, 12, 1) }];

/** Everything posted by now, and what it sets off. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
};

const put = (bluetooth: Bluetooth | undefined) => {
  const passed: (RadioAsk | RadioTold)[] = [];
  const page = createPageRadio(bluetooth, (message) => {
    passed.push(message);
    const cloned = structuredClone(message);
    queueMicrotask(() => worker.told(cloned));
  });
  const worker = createWorkerRadio((message) => {
    passed.push(message);
    const cloned = structuredClone(message);
    queueMicrotask(() => page.heard(cloned));
  });
  return { page, radio: worker.radio, worker, passed, kinds: () => passed.map(({ kind }) => kind) };
};

const withDevice = (mood?: Mood) => {
  const fake = fakeDevice(mood);
  const { bluetooth, asked } = fakeBluetooth(fake.device);
  return { fake, asked, ...put(bluetooth) };
};

const found = async (given: ReturnType<typeof withDevice>) => {
  const finding = given.radio.find(wanted, never);
  await settled();
  await given.page.choose(given.page.asks.getState()[0]!.call);
  return finding;
};

describe('a question', () => {
  test('waits for a click, and is answered with what was chosen', async () => {
    const given = withDevice();
    const { radio, page, asked } = given;
    const told: number[] = [];
    const finding = radio.find(wanted, never, (question) => told.push(question));
    await settled();
    expect(page.asks.getState()).toEqual([{ call: 1 }]);
    expect(told).toEqual([1]);
    expect(asked).toEqual([]);
    await page.choose(1);
    expect(await finding).toMatchObject({ id: 'fake', name: 'TYBLE' });
    expect(asked[0]).toMatchObject({ filters: [{ manufacturerData: [{ companyIdentifier: 0x07d0 }] }] });
    expect(page.asks.getState()).toEqual([]);
  });

  test('may be answered with any device of the kind', async () => {
    const { radio, page, asked } = withDevice();
    const finding = radio.find(wanted, never);
    await settled();
    await page.choose(1, { all: true });
    await finding;
    expect(asked[0]).toMatchObject({ filters: [{ services: [0xfd50] }] });
  });

  test('opens the chooser in the turn of the click, and once', async () => {
    const { radio, page, asked } = withDevice();
    const finding = radio.find(wanted, never);
    await settled();
    const first = page.choose(1);
    expect(asked).toHaveLength(1);
    await Promise.all([first, page.choose(1)]);
    await finding;
    await page.choose(1);
    expect(asked).toHaveLength(1);
  });

  test('without Bluetooth is answered at once', async () => {
    const { radio, page } = put(undefined);
    await expect(radio.find(wanted, never)).rejects.toMatchObject({ code: 'browser.no-bluetooth' });
    expect(page.asks.getState()).toEqual([]);
  });

  test('whose chooser is closed says so', async () => {
    const { radio, page } = put(fakeBluetooth(faults.notFound()).bluetooth);
    const finding = radio.find(wanted, never).catch((fault: unknown) => fault);
    await settled();
    await page.choose(1);
    expect(await finding).toMatchObject({ code: 'radio.none-chosen' });
  });

  test('that is taken back is gone from the page, and what is chosen later is nobody’s', async () => {
    let choose: (device: BluetoothDevice) => void = () => {};
    const { bluetooth } = fakeBluetooth(() => new Promise((resolve) => (choose = resolve)));
    const { radio, page, kinds } = put(bluetooth);
    const stop = new AbortController();
    const finding = radio.find(wanted, stop.signal).catch((fault: unknown) => fault);
    await settled();
    const choosing = page.choose(1);
    stop.abort(new BenchError('cancelled'));
    expect(await finding).toMatchObject({ code: 'cancelled' });
    await settled();
    expect(page.asks.getState()).toEqual([]);
    choose(fakeDevice().device);
    await choosing;
    expect(kinds()).toEqual(['radio-find', 'radio-cancel']);
  });

  test('with a signal that has aborted is not put', async () => {
    const { radio, kinds } = withDevice();
    await expect(radio.find(wanted, AbortSignal.abort('gone'))).rejects.toBe('gone');
    expect(kinds()).toEqual([]);
  });
});

describe('a connection', () => {
  test('carries bytes both ways, the first of them before anybody listened', async () => {
    const given = withDevice({ startNotifications: async () => given.fake.says(1, 2) });
    const link = await (await found(given)).connect(never);
    await settled();
    const heard: number[][] = [];
    link.listen((bytes) => heard.push([...bytes]));
    given.fake.says(3);
    await link.write(Uint8Array.of(0xab));
    expect(heard).toEqual([[1, 2], [3]]);
    expect(given.fake.done.at(-1)).toBe('write ab');
  });

  test('that fails says why, in the page’s words', async () => {
    const device = await found(withDevice({ services: [] }));
    await expect(device.connect(never)).rejects.toMatchObject({ code: 'radio.no-service' });
  });

  test('that nobody waits for any more is broken off', async () => {
    const given = withDevice({ attempts: ['never ends'] });
    const device = await found(given);
    const stop = new AbortController();
    const connecting = device.connect(stop.signal).catch((fault: unknown) => fault);
    await settled();
    stop.abort(new BenchError('cancelled'));
    expect(await connecting).toMatchObject({ code: 'cancelled' });
    await settled();
    expect(given.fake.done).toEqual(['connect', 'disconnect']);
    expect(given.kinds().slice(-2)).toEqual(['radio-connect', 'radio-cancel']);
  });

  test('that came about too late is closed again', async () => {
    const given = withDevice();
    const device = await found(given);
    const stop = new AbortController();
    const connecting = device.connect(stop.signal).catch((fault: unknown) => fault);
    // Connected in the page, and the word of it is on its way.
    while (!given.passed.some((message) => message.kind === 'radio-done' && message.link)) await Promise.resolve();
    stop.abort(new BenchError('cancelled'));
    await connecting;
    await settled();
    expect(given.fake.done.at(-1)).toBe('disconnect');
  });

  test('that the device ends is over here too, with every write that waits', async () => {
    const given = withDevice();
    const link = await (await found(given)).connect(never);
    given.fake.onWrite(() => new Promise(() => {}));
    const writing = link.write(Uint8Array.of(1)).catch((fault: unknown) => fault);
    await settled();
    given.fake.hangUp();
    expect(await link.closed).toBe('device');
    expect(await writing).toMatchObject({ code: 'radio.lost' });
    await expect(link.write(Uint8Array.of(2))).rejects.toMatchObject({ code: 'radio.lost' });
  });

  test('that the bench ends is ended in the page', async () => {
    const given = withDevice();
    const link = await (await found(given)).connect(never);
    await link.close();
    await link.close();
    expect(await link.closed).toBe('host');
    await settled();
    expect(given.fake.done.at(-1)).toBe('disconnect');
    expect(given.kinds().filter((kind) => kind === 'radio-close')).toHaveLength(1);
  });

  test('a write that fails rejects and leaves the link', async () => {
    const given = withDevice();
    const link = await (await found(given)).connect(never);
    given.fake.onWrite(async () => {
      throw faults.network();
    });
    await expect(link.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'radio.lost' });
    given.fake.onWrite(async () => {});
    await link.write(Uint8Array.of(2));
  });

  test('to a device of before a reload is not found', async () => {
    const { radio, page, worker } = withDevice();
    const finding = radio.find(wanted, never);
    await settled();
    worker.told({ kind: 'radio-done', call: 1, device: { id: 'of before', name: '' } });
    await expect((await finding).connect(never)).rejects.toMatchObject({ code: 'radio.not-found' });
    page.leave();
  });
});

describe('a page that goes away', () => {
  test('ends every question, attempt and connection', async () => {
    const given = withDevice({ attempts: ['connects', 'never ends'] });
    const device = await found(given);
    const link = await device.connect(never);
    const ends = [device.connect(never), given.radio.find(wanted, never)].map((work) =>
      work.catch((fault: unknown) => (fault instanceof BenchError ? fault.code : fault)),
    );
    await settled();
    given.page.leave();
    expect(await Promise.all(ends)).toEqual(['radio.lost', 'radio.none-chosen']);
    expect(await link.closed).toBe('host');
  });
});

test.each([
  ['yes', fakeBluetooth(faults.notFound(), true).bluetooth],
  ['off', fakeBluetooth(faults.notFound(), false).bluetooth],
  ['no', undefined],
] as const)('Bluetooth is there: %s', async (answer, bluetooth) => {
  expect(await put(bluetooth).page.available()).toBe(answer);
});
