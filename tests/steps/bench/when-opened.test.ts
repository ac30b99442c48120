/** Issue 10, section 4: a known port that is plugged in when the page opens is looked at. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { cutOffRuns, noteBegun } from '../../../src/records/begun-runs';
import { licenseOfUuid } from '../../../src/records/license-questions';
import { reserveLicense } from '../../../src/records/licenses';
import { createVirtualBoard } from '../../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../../src/virtual/board/virtual-port';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { instant } from '../../../src/virtual/parts/board-timing';
import { realClock } from '../../../src/virtual/parts/clock';
import { createRig, madeUp, newDatabase, stockFirmware, stockLicenses } from '../rig';

const there = (mac: string) => {
  const flash = buildImage({ chip: 'esp32', merged: true });
  const settings = { chip: 'esp32', mac, flash, habits: { licensed: madeUp(9) }, timing: instant } as const;
  const board = createVirtualBoard(settings, realClock());
  onTestFinished(board.dispose);
  const usb = { vendorId: 0x1a86, productId: 0x7523 };
  return { id: `port-${mac}`, name: 'CH340', port: createVirtualPort(board), usb };
};

it('looks at the boards whose ports are there when the page opens, and starts nothing by itself', async () => {
  const db = newDatabase();
  const { sha256 } = await stockFirmware(db);
  await stockLicenses(db, 2);
  const seen = [there('A4:CF:12:00:0A:01'), there('A4:CF:12:00:0A:02')];
  const ports = { list: async () => seen, watch: () => {} };
  const rig = await createRig(db, { firmware: sha256, startByItself: true }, { ports });
  for (const { id } of seen) {
    const lane = await rig.lane((each) => each.port.id === id && each.state === 'ready');
    expect(lane).toMatchObject({ app: { name: 'switch_demo' }, onBoard: { kind: 'has', uuid: madeUp(9).uuid } });
  }
  await rig.bench.idle();
  expect([...rig.lanes.values()].map(({ state }) => state)).toEqual(['ready', 'ready']);
});

it('starts by itself on such a board when somebody asks for it', async () => {
  const db = newDatabase();
  const seen = [there('A4:CF:12:00:0A:03')];
  const plan = {
    flash: false,
    license: false,
    verify: false,
    boot: true,
    pair: false,
    activate: false,
    control: false,
  };
  const ports = { list: async () => seen, watch: () => {} };
  const rig = await createRig(db, { ...plan, startByItself: true }, { ports });
  await rig.lane(({ state }) => state === 'ready');
  await rig.bench.idle();
  await rig.bench.handle({ kind: 'recognise', port: seen[0]!.id });
  expect((await rig.lane(({ state }) => state === 'proven')).problem).toBeUndefined();
});

it('leaves the boards to another tab that has a bench open, and says so on their chips; a click looks', async () => {
  const seen = there('A4:CF:12:00:0A:05');
  const ports = { list: async () => [seen], watch: () => {} };
  const rig = await createRig(newDatabase(), {}, { ports, alone: new Promise(() => {}) });
  const told = () => rig.events.findLast((event) => event.kind === 'ports');
  expect(rig.lanes.size).toBe(0);
  expect(told()).toMatchObject({ ports: [{ use: 'free', unread: true }] });
  await rig.bench.handle({ kind: 'recognise', port: seen.id });
  await rig.lane(({ state }) => state === 'ready');
  expect(told()).toMatchObject({ ports: [{ use: 'free' }] });
  expect(told()).not.toMatchObject({ ports: [{ unread: true }] });
});

it('leaves a board alone that another tab is at, and says so on its chip', async () => {
  const taken = there('A4:CF:12:00:0A:04');
  await taken.port.open({ baudRate: 115_200 });
  const ports = { list: async () => [taken], watch: () => {} };
  const rig = await createRig(newDatabase(), {}, { ports });
  const told = () => rig.events.findLast((event) => event.kind === 'ports');
  await rig.bench.idle();
  expect(rig.lanes.size).toBe(0);
  expect(told()).toMatchObject({ ports: [{ use: 'elsewhere' }] });
});

it('ends the lane of a board that never was recognised when it comes back as another port', async () => {
  const rig = await createRig();
  onTestFinished(async () => {
    for (const { id } of rig.lanes.values()) await rig.bench.handle({ kind: 'stop', lane: id });
    await rig.stop();
  }, 60_000);
  // It answers nobody before its cable is out.
  const board = rig.makeBoard('esp32', { silentUntilBootHeld: true });
  const other = rig.makeBoard('esp32', { silentUntilBootHeld: true });
  rig.plug(other);
  rig.plug(board);
  const silent = await rig.lane(({ port, handshake }) => port.id === board.seen.id && handshake !== undefined);
  rig.unplug(board);
  await rig.lane(({ id, problem }) => id === silent.id && problem?.code === 'port.lost');
  board.board.holdBoot(true);
  const again = rig.replug(board);
  const known = await rig.lane(({ port, state }) => port.id === again.seen.id && state === 'ready');
  expect([...rig.lanes.values()].map(({ port }) => port.id).sort()).toEqual([again.seen.id, other.seen.id].sort());
  expect(known.id).toBe(silent.id);
});

it('starts nothing by itself when a worker takes the place of one that hung, and waits until that one has let go', async () => {
  const db = newDatabase();
  const { sha256 } = await stockFirmware(db);
  const seen = there('A4:CF:12:00:0A:06');
  let letGo = () => {};
  const alone = new Promise<void>((done) => (letGo = done));
  const ports = { list: async () => [seen], watch: () => {} };
  const rig = await createRig(db, { firmware: sha256, license: false, startByItself: true }, { ports, alone });
  const looked = rig.bench.handle({ kind: 'look-again' });
  await new Promise(setImmediate);
  // What hung may still have the port.
  expect(rig.lanes.size).toBe(0);
  letGo();
  await looked;
  await rig.lane(({ state }) => state === 'ready');
  await rig.bench.idle();
  expect([...rig.lanes.values()].map(({ state }) => state)).toEqual(['ready']);
});

it('gives back what a worker that hung had set aside, and tells its run, also when its locks go a moment later', async () => {
  const db = newDatabase();
  await stockLicenses(db, 1);
  const { uuid } = await reserveLicense(db, { mac: 'A4:CF:12:00:0A:07', run: 'hung', virtual: false, now: 1 });
  const run = { id: 'hung', startedAt: 1, endedAt: 1, virtual: false, stations: [], evidence: [] } as const;
  await noteBegun(db, { ...run, outcome: 'failed' });
  const held = [{ name: 'bindery.run.hung' }];
  const locks = { request: async () => {}, query: async () => ({ held }) } as unknown as LockManager;
  let letGo = () => {};
  const alone = new Promise<void>((done) => (letGo = done));
  await createRig(db, {}, { locks, alone });
  expect(await cutOffRuns(db)).toEqual([]);
  held.pop();
  letGo();
  await vi.waitFor(async () => expect(await cutOffRuns(db)).toHaveLength(1), { timeout: 10_000 });
  expect(await licenseOfUuid(db, uuid)).toMatchObject({ state: 'free' });
});
