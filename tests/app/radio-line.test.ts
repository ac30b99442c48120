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
    expect(asked[0]).toMatchObject({ filters: [{ services: [0xfd50] }, { services: [0xa201] }] });
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

  /** As Chromium does it: one list at a time, and one that is open is closed for the next. */
  const oneList = () => {
    const lists: { filters: unknown; choose(name: string): void; close(): void }[] = [];
    const { bluetooth } = fakeBluetooth(
      (options) =>
        new Promise((resolve, reject) => {
          lists.at(-1)?.close();
          const choose = (id: string) => resolve(Object.assign(fakeDevice().device, { id }));
          lists.push({ filters: options, choose, close: () => reject(faults.notFound()) });
        }),
    );
    return { lists, ...put(bluetooth) };
  };
  const all = { filters: [{ services: [0xfd50] }, { services: [0xa201] }] };

  test('is opened wider at the first click, also while its own list is open', async () => {
    const { radio, page, lists } = oneList();
    const finding = radio.find(wanted, never);
    await settled();
    const narrow = page.choose(1);
    const wide = page.choose(1, { all: true });
    expect(lists).toHaveLength(2);
    expect(lists[1]!.filters).toMatchObject(all);
    await narrow;
    await settled();
    expect(page.asks.getState()).toEqual([{ call: 1 }]);
    lists[1]!.choose('bound');
    await wide;
    expect(await finding).toMatchObject({ id: 'bound' });
  });

  test('stays when the press of the click that opens the next list has closed its own before', async () => {
    const { radio, page, lists } = oneList();
    const finding = radio.find(wanted, never);
    await settled();
    void page.choose(1);
    lists[0]!.close();
    await settled();
    expect(page.asks.getState()).toEqual([{ call: 1 }]);
    void page.choose(1, { all: true });
    lists[1]!.choose('bound');
    expect(await finding).toMatchObject({ id: 'bound' });
  });

  test('stays when its list had to give way to that of another one', async () => {
    const { radio, page, lists } = oneList();
    const first = radio.find(wanted, never);
    const second = radio.find(wanted, never);
    await settled();
    const opened = [page.choose(1), page.choose(2, { all: true })];
    await opened[0];
    await settled();
    expect(page.asks.getState()).toEqual([{ call: 1 }, { call: 2 }]);
    lists[1]!.choose('second');
    expect(await second).toMatchObject({ id: 'second' });
    void page.choose(1);
    lists[2]!.choose('first');
    expect(await first).toMatchObject({ id: 'first' });
    // Closed by hand it is answered, as ever.
    const third = radio.find(wanted, never).catch((fault: unknown) => fault);
    await settled();
    void page.choose(3);
    lists[3]!.close();
    expect(await third).toMatchObject({ code: 'radio.none-chosen' });
  });

  test('finds its list open already when the click came before it was put', async () => {
    const { radio, page, lists } = oneList();
    const list = page.showAll();
    expect(lists[0]!.filters).toMatchObject(all);
    const early = radio.find(wanted, never, undefined, list);
    await settled();
    lists[0]!.choose('chosen late');
    expect(await early).toMatchObject({ id: 'chosen late' });
    const next = page.showAll();
    lists[1]!.choose('chosen early');
    await settled();
    expect(await radio.find(wanted, never, undefined, next)).toMatchObject({ id: 'chosen early' });
    // A list is good for one question.
    void radio.find(wanted, never, undefined, next).catch(() => {});
    await settled();
    expect(page.asks.getState()).toHaveLength(1);
  });

  test('is answered with none when the list of that click was closed by hand, and stays when it gave way', async () => {
    const { radio, page, lists } = oneList();
    const closed = page.showAll();
    lists[0]!.close();
    await settled();
    await expect(radio.find(wanted, never, undefined, closed)).rejects.toMatchObject({ code: 'radio.none-chosen' });
    const gaveWay = page.showAll();
    const finding = radio.find(wanted, never, undefined, gaveWay);
    await settled();
    void page.choose(2);
    await settled();
    expect(page.asks.getState()).toEqual([{ call: 2 }]);
    lists[2]!.choose('the one');
    expect(await finding).toMatchObject({ id: 'the one' });
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
