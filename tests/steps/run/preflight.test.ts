import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { createOpenApiClient } from '../../../src/links/openapi-client';
import type { Check, CheckName } from '../../../src/model/check';
import type { ChipFacts } from '../../../src/model/chip';
import type { Cloud, CloudCall } from '../../../src/model/cloud';
import { BenchError } from '../../../src/model/problem';
import type { Product } from '../../../src/model/product';
import type { Plan } from '../../../src/model/run';
import { type BenchDatabase, openDatabase } from '../../../src/records/database';
import { addProduct } from '../../../src/records/products';
import { firstPlan } from '../../../src/steps/bench/bench-view';
import { type PreflightInput, preflight, standing, wifiProblem } from '../../../src/steps/run/preflight';
import { demoAssetId, demoProject, demoState, demoUid } from '../../../src/virtual/cloud/demo-state';
import { createEmulatedCloud } from '../../../src/virtual/cloud/emulated-cloud';
import { importFree, macA } from '../../records/bench';
import { makeDevice } from '../../virtual/cloud/openapi-bench';
import { stockFirmware } from '../rig';

// Issue 4, deliverable 4: "Pre-flight check before anything is touched (board, image fits, licenses left, clock, data
// centre, PID and schema readable, token obtainable)."

const chip: ChipFacts = { chip: 'esp32', mac: macA, flashBytes: 4 * 1024 * 1024 };
const pid = 'qk7xw2mvnbe4dplz';
const now = 1_795_000_000_000;

const product: Product = {
  pid,
  name: 'Desk lamp',
  dataPoints: [{ id: 1, code: 'switch_1', name: 'Power', mode: 'rw', type: 'bool' }],
  virtual: false,
  source: 'hand',
  at: 1,
};

/** A project's cloud: the emulated one behind the same client as the relay has, with every call written down. */
const createCloud = (state = demoState()) => {
  const calls: CloudCall[] = [];
  const emulated = createEmulatedCloud({
    world: { now: () => now, random: (length) => new Uint8Array(length) },
    seed: 'preflight',
    state,
  });
  const client = createOpenApiClient({
    fetch: (request) => emulated.openapi(request),
    baseUrl: 'https://openapi.example.invalid',
    accessId: demoProject.accessId,
    secret: demoProject.secret,
    now: () => now,
    ticks: () => now,
  });
  const cloud: Cloud = {
    virtual: false,
    call: (call) => {
      calls.push(call);
      return client.call(call);
    },
    listen: () => () => {},
  };
  return { emulated, cloud, calls };
};

let db: BenchDatabase;
beforeEach(() => {
  db = openDatabase({ name: 'preflight', indexedDB: new IDBFactory(), IDBKeyRange });
});
afterEach(() => db.close());

/** Everything there for a real board to be bound. */
const readyBench = async () => {
  const { sha256 } = await stockFirmware(db, 'esp32');
  await importFree(db, 3, 'Tuesday');
  await addProduct(db, product);
  const made = createCloud();
  const plan: Plan = { ...firstPlan, product: pid, ssid: 'Workshop', batch: 'Tuesday', firmware: sha256 };
  const input: PreflightInput = {
    plan,
    chip,
    virtual: false,
    db,
    cloud: made.cloud,
    dataCentre: 'cn',
    ssids: ['Workshop'],
    bluetooth: 'yes',
    now: () => now,
    ticks: () => now,
  };
  return { ...made, input, plan };
};

const byName = (checks: readonly Check[]) =>
  Object.fromEntries(checks.map((check) => [check.name, check])) as Record<CheckName, Check>;
const statesOf = (checks: readonly Check[]) => Object.fromEntries(checks.map(({ name, state }) => [name, state]));

describe('a bench where everything is there', () => {
  it('is ready in every check, with what was seen', async () => {
    const { input } = await readyBench();
    const checks = await preflight(input);
    expect(new Set(checks.map(({ state }) => state))).toEqual(new Set(['ready']));
    const seen = byName(checks);
    expect(seen.licenses.details).toEqual({ free: 3, batch: 'Tuesday' });
    expect(seen.wifi.details).toEqual({ ssid: 'Workshop' });
    expect(seen.product.details).toEqual({ name: 'Desk lamp', points: 1 });
    expect(seen.token.details).toEqual({ name: 'Demo workshop' });
    expect(seen.cloud.details).toEqual({ dataCentre: 'cn' });
    expect(standing(checks)).toEqual([]);
  });

  it('is left as it was: reading calls alone, no token, no license set aside', async () => {
    const { input, calls, emulated } = await readyBench();
    await preflight(input);
    await preflight({ ...input, plan: { ...input.plan, owner: { kind: 'user', uid: demoUid } } });
    expect(new Set(calls.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(emulated.state.tokens).toEqual([]);
    expect(new Set((await db.licenses.toArray()).map(({ state }) => state))).toEqual(new Set(['free']));
  });
});

describe('what is missing is named', () => {
  const cases: readonly [string, CheckName, Partial<PreflightInput> | { plan: Partial<Plan> }, object][] = [
    [
      'a file that is not on the shelf',
      'firmware',
      { plan: { firmware: 'f'.repeat(64) } },
      { code: 'firmware.missing' },
    ],
    ['an image for another chip', 'firmware', { chip: { ...chip, chip: 'esp32c3' } }, { code: 'firmware.wrong-chip' }],
    [
      'a chip newer than the image runs on, which is up to v99.99',
      'firmware',
      { chip: { ...chip, revision: 'v100.0' } },
      { code: 'firmware.chip-revision', details: { limit: 'max', wanted: 'v99.99', found: 'v100.0' } },
    ],
    [
      'a flash that is too small',
      'firmware',
      { chip: { ...chip, flashBytes: 65_536 } },
      { code: 'firmware.beyond-flash' },
    ],
    [
      'an empty pool',
      'licenses',
      { plan: { batch: 'Monday' } },
      { code: 'license.none-free', details: { batch: 'Monday' } },
    ],
    ['no network', 'wifi', { plan: { ssid: undefined } }, { code: 'wifi.missing', details: {} }],
    ['no password for it', 'wifi', { ssids: ['Home'] }, { code: 'wifi.missing', details: { ssid: 'Workshop' } }],
    [
      'a name that no board can hold (ble-pairing, section 8)',
      'wifi',
      { plan: { ssid: '车'.repeat(11) }, ssids: ['车'.repeat(11)] },
      { code: 'wifi.too-long', details: { field: 'ssid', most: 32 } },
    ],
    ['no Bluetooth in the browser', 'bluetooth', { bluetooth: 'no' }, { code: 'browser.no-bluetooth', details: {} }],
    ['Bluetooth switched off', 'bluetooth', { bluetooth: 'off' }, { details: { reason: 'off' } }],
    [
      'a clock ten minutes off',
      'clock',
      { clockOffsetMs: -600_000 },
      { code: 'bind.clock', details: { offsetMs: -600_000 } },
    ],
    ['a text that is no PID', 'product', { plan: { product: 'lamp' } }, { details: { pid: 'lamp', reason: 'pid' } }],
    [
      'a product that nobody knows',
      'product',
      { plan: { product: 'unknown000000001' } },
      { details: { pid: 'unknown000000001', reason: 'unknown' } },
    ],
    [
      'an asset of another project',
      'token',
      { plan: { owner: { kind: 'asset', id: '1', name: 'Elsewhere' } } },
      { code: 'token.no-owner', details: { asset: 'Elsewhere' } },
    ],
  ];
  test.each(cases)('%s', async (_, name, change, problem) => {
    const { input, plan } = await readyBench();
    const planned = { ...plan, ...('plan' in change ? change.plan : {}) };
    const checks = await preflight({ ...input, ...change, plan: planned as Plan });
    const found = byName(checks)[name];
    expect(found).toMatchObject({ state: 'not-ready', problem });
    expect(checks.filter(({ state }) => state === 'not-ready')).toHaveLength(1);
    expect(standing(checks)).toEqual([found]);
  });

  it('a make-believe image for a real board', async () => {
    const { input, plan } = await readyBench();
    await db.firmware.toCollection().modify({ virtual: true });
    expect(byName(await preflight({ ...input, plan })).firmware.problem?.code).toBe('firmware.virtual-only');
  });

  it('a part alone, named by its hash', async () => {
    const { input, plan } = await readyBench();
    const { firmware } = plan;
    const [row] = await db.firmware.toArray();
    await db.firmware.toCollection().modify((each) => {
      each.facts = { ...each.facts, kind: 'part' };
    });
    const named = byName(await preflight({ ...input, plan: { ...plan, firmware: firmware ?? row!.sha256 } })).firmware;
    expect(named).toMatchObject({ state: 'not-ready', problem: { code: 'firmware.part-alone' } });
    const byChip = byName(await preflight({ ...input, plan: { ...plan, firmware: undefined } })).firmware;
    expect(byChip).toMatchObject({ state: 'not-ready', problem: { code: 'firmware.none-chosen' } });
  });

  it('a product without anything to set, when a data point is to be switched, and only then', async () => {
    const { input, plan } = await readyBench();
    const reading = {
      ...product,
      pid: 'readingonly00001',
      dataPoints: [{ ...product.dataPoints[0]!, mode: 'ro' as const }],
    };
    await addProduct(db, reading);
    const planned = { ...plan, product: reading.pid };
    expect(byName(await preflight({ ...input, plan: planned })).product.problem?.details.reason).toBe(
      'nothing-settable',
    );
    const unswitched = { ...planned, control: false };
    expect(byName(await preflight({ ...input, plan: unswitched })).product.state).toBe('ready');
  });

  it('a cloud that cannot be reached, and then nothing is claimed of what only it could tell', async () => {
    const { input } = await readyBench();
    const cloud: Cloud = {
      virtual: false,
      call: () => Promise.reject(new BenchError('cloud.unreachable', { host: 'openapi.example.invalid' })),
      listen: () => () => {},
    };
    const found = byName(await preflight({ ...input, cloud }));
    expect(found.cloud.problem?.code).toBe('cloud.unreachable');
    expect([found.token.state, found.clock.state]).toEqual(['looking', 'looking']);
  });

  it.each([
    ['subscription-expired', 28841002],
    ['not-subscribed', 28841101],
    ['data-centre-suspended', 28841107],
  ] as const)('a cloud that refuses the project: %s', async (fault, code) => {
    const { input, emulated } = await readyBench();
    emulated.set(fault);
    expect(byName(await preflight(input)).cloud.problem).toMatchObject({ code: 'cloud.refused', details: { code } });
  });

  it('no relay, or one without an account', async () => {
    const { input } = await readyBench();
    const { cloud: _, ...without } = input;
    expect(byName(await preflight(without)).cloud.problem?.code).toBe('cloud.no-relay');
    const cloudProblem = { code: 'cloud.no-account', details: {} } as const;
    expect(byName(await preflight({ ...without, cloudProblem })).cloud.problem).toEqual(cloudProblem);
  });

  it('storage that does not answer, each check for itself', async () => {
    const { input } = await readyBench();
    db.close({ disableAutoOpen: true });
    const found = byName(await preflight(input));
    expect(found.firmware.problem?.code).toBe('storage.failed');
    expect(found.cloud.state).toBe('ready');
  });

  it('who shall own the device, when the project has several assets, or none', async () => {
    const { input } = await readyBench();
    const several = createCloud({
      ...demoState(),
      assets: [
        { id: demoAssetId, name: 'East' },
        { id: '7', name: 'West' },
      ],
    });
    const none = createCloud({ ...demoState(), assets: [] });
    expect(byName(await preflight({ ...input, cloud: several.cloud })).token.problem?.details).toEqual({ assets: 2 });
    expect(byName(await preflight({ ...input, cloud: none.cloud })).token.problem?.code).toBe('token.no-owner');
    const owner = { kind: 'asset', id: '7', name: 'West' } as const;
    const plan = { ...input.plan, owner };
    expect(byName(await preflight({ ...input, plan, cloud: several.cloud })).token.details).toEqual({ name: 'West' });
  });
});

it('believes in a user until the cloud says no, for a token would be the only proof', async () => {
  const { input, cloud } = await readyBench();
  const plan: Plan = { ...input.plan, owner: { kind: 'user', uid: demoUid } };
  expect(byName(await preflight({ ...input, plan })).token.details).toEqual({ name: demoUid });
  const saying = (code: number): Cloud => ({
    ...cloud,
    call: (call) =>
      call.path === `/v1.0/users/${demoUid}/devices`
        ? Promise.resolve({ success: false, code, msg: 'permission deny', t: now })
        : cloud.call(call),
  });
  expect(byName(await preflight({ ...input, plan, cloud: saying(1106) })).token.problem).toEqual({
    code: 'token.no-owner',
    details: { uid: demoUid },
  });
  // A project that may not ask for devices by user may still pair for one.
  expect(byName(await preflight({ ...input, plan, cloud: saying(28841105) })).token.state).toBe('ready');
});

describe('what the plan leaves out is not looked at', () => {
  it('a real board without a product is not bound: no cloud is asked', async () => {
    const { input, calls } = await readyBench();
    const { product: _, ...plan } = input.plan;
    const checks = statesOf(await preflight({ ...input, plan }));
    expect(checks).toMatchObject({ board: 'ready', firmware: 'ready', licenses: 'ready' });
    for (const name of ['wifi', 'bluetooth', 'cloud', 'clock', 'product', 'token'])
      expect(checks[name]).toBe('unneeded');
    expect(calls).toEqual([]);
  });

  it('a phone brings network and token of its own', async () => {
    const { input } = await readyBench();
    const plan: Plan = { ...input.plan, pairBy: 'qr', ssid: undefined };
    const checks = statesOf(await preflight({ ...input, plan, bluetooth: 'no', ssids: [] }));
    expect(checks).toMatchObject({ wifi: 'unneeded', bluetooth: 'unneeded', token: 'unneeded', cloud: 'ready' });
  });

  it('a board that has a license, or had one, takes none from the pool', async () => {
    const { input } = await readyBench();
    const plan = { ...input.plan, batch: 'Monday' };
    const has = { kind: 'has', uuid: 'uuid-000000000000001', ledger: 'ours' } as const;
    expect(statesOf(await preflight({ ...input, plan, onBoard: has })).licenses).toBe('unneeded');
    const [row] = await db.licenses.toArray();
    await db.licenses.update(row!.uuid, { state: 'written', mac: macA, owner: macA });
    expect(statesOf(await preflight({ ...input, plan })).licenses).toBe('unneeded');
  });

  it('without a board, nothing is held against the plan, and it is not called ready either', async () => {
    const { input } = await readyBench();
    const { chip: _, ...boardless } = input;
    const checks = await preflight(boardless);
    expect(statesOf(checks)).toMatchObject({ board: 'looking', firmware: 'ready' });
    expect(standing(checks).map((check) => check.name)).toEqual(['board']);
  });
});

describe('virtual boards', () => {
  it('have network, Bluetooth and product by themselves, and made-up licenses alone', async () => {
    const { input } = await readyBench();
    const { product: _, ssid: __, batch: ___, ...plan } = input.plan;
    const virtual = { ...input, plan, virtual: true, ssids: [], bluetooth: 'no' as const };
    const before = byName(await preflight(virtual));
    expect(before.licenses.problem?.code).toBe('license.none-free');
    await importFree(db, 2, 'Demo', true, 100);
    const checks = await preflight(virtual);
    expect(statesOf(checks)).toMatchObject({
      licenses: 'ready',
      bluetooth: 'ready',
      product: 'unneeded',
      token: 'ready',
    });
    expect(byName(checks).wifi.details).toEqual({ ssid: 'Workshop-2G' });
    expect(standing(checks)).toEqual([]);
  });

  it('are not asked for the owner of a real project', async () => {
    const { input } = await readyBench();
    const plan: Plan = { ...input.plan, owner: { kind: 'asset', id: '404', name: 'Real workshop' } };
    expect(byName(await preflight({ ...input, plan, virtual: true })).token.details).toEqual({ name: 'Demo workshop' });
  });
});

it('reads a product that is not kept here from a device of it', async () => {
  const { input } = await readyBench();
  const state = demoState();
  state.devices.push(makeDevice());
  const { cloud } = createCloud(state);
  const plan = { ...input.plan, product: 'demolamp00000001' };
  const found = byName(await preflight({ ...input, plan, cloud })).product;
  expect(found.state).toBe('ready');
  expect(found.details.points).toBe(state.products.find((each) => each.pid === 'demolamp00000001')?.dataPoints.length);
});

it('measures the clock by the middle of the question, where nobody has told it', async () => {
  const { input } = await readyBench();
  const ticks = [500, 4500];
  const found = byName(await preflight({ ...input, now: () => now + 3000, ticks: () => ticks.shift() ?? 0 }));
  expect(found.clock.details).toEqual({ offsetMs: -1000 });
});

// ble-pairing, section 8: what the device's buffers hold.
test.each([
  ['', 'secret', 'wifi.missing'],
  ['Workshop', '', 'wifi.open'],
  ['x'.repeat(33), 'secret', 'wifi.too-long'],
  ['Workshop', 'é'.repeat(33), 'wifi.too-long'],
  ['Workshop', 'é'.repeat(32), undefined],
])('a network %j with a password of some length: %s', (ssid, password, code) => {
  expect(wifiProblem(ssid, password)?.code).toBe(code);
  expect(JSON.stringify(wifiProblem(ssid, password) ?? {})).not.toContain(password || '\n');
});
