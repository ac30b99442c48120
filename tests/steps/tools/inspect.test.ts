/** What lies in the stores of a board, told by names and sizes (vectors: kv-stores, kv-license); no value but the UUID leaves it. */
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import type { StoresLook } from '../../../src/model/store-look';
import { encodeLicense, storeOffset } from '../../../src/protocols/kv-store/license-files';
import single from '../../vectors/kv-license.json';
import vectors from '../../vectors/kv-stores.json';
import { madeUp } from '../rig';
import { type AtHand, createToolRig, flashOf, isSame, plugIn, runOn, use } from '../tools-rig';

const tuyaAt = 0x3b0000;

const stopping: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop();
});

const begin = async (chip: 'esp32' | 't5ai') => {
  const rig = await createToolRig(chip);
  stopping.push(rig.stop);
  return plugIn(rig, chip);
};

/** Programmed, with the table of TuyaOpen in its flash, and another store in the place of its own. */
const withStore = async (region: Uint8Array): Promise<AtHand> => {
  const board = await begin('esp32');
  await runOn(board);
  const { flash } = board.made.board;
  flash.erase(tuyaAt, 0x28000);
  flash.program(tuyaAt + storeOffset, region);
  return board;
};

const looked = async (board: AtHand): Promise<StoresLook> => {
  const before = flashOf(board);
  const { tool } = await use(board, { tool: 'inspect' });
  expect(tool).toMatchObject({ state: 'done' });
  expect(isSame(flashOf(board), before)).toBe(true);
  if (tool.result?.tool !== 'inspect') throw new Error('no look into the stores');
  return tool.result;
};

const licenseStore = ({ stores }: StoresLook) => stores.find(({ kind }) => kind === 'license');

test.for(vectors.stores)('$name: $what', async ({ gzipBase64, values }) => {
  const board = await withStore(gunzipSync(Buffer.from(gzipBase64, 'base64')));
  const look = await looked(board);
  const store = licenseStore(look);
  const { UUID_TUYAOPEN: uuid, AUTHKEY_TUYAOPEN: authKey } = values;
  if (store?.reading === 'entries') {
    const there = Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [name]));
    expect(store.entries.map(({ name }) => name)).toEqual(expect.arrayContaining(there));
  }
  expect(store?.license?.uuid).toBe(uuid ?? undefined);
  if (uuid) expect(store?.license).toEqual({ uuid, authKeyLength: 32, ledger: 'not-there' });
  if (authKey) expect(JSON.stringify(look)).not.toContain(authKey);
});

test('a store that was written in one block is read, and the key stays in it', async () => {
  const license = { uuid: single.uuid, authKey: single.authkey };
  const look = await looked(await withStore(encodeLicense(license)));
  expect(licenseStore(look)).toMatchObject({ reading: 'entries', license: { uuid: single.uuid, ledger: 'not-there' } });
  expect(
    licenseStore(look)
      ?.entries.map(({ name }) => name)
      .sort(),
  ).toEqual(['AUTHKEY_TUYAOPEN', 'UUID_TUYAOPEN']);
  expect(JSON.stringify(look)).not.toContain(single.authkey);
});

test('what the ledger says of the license is told', async () => {
  const board = await begin('esp32');
  const done = await runOn(board);
  expect(licenseStore(await looked(board))?.license).toMatchObject({ uuid: done.license?.uuid, ledger: 'this-board' });
  const other = madeUp(2);
  const { flash } = board.made.board;
  flash.erase(tuyaAt, 0x28000);
  flash.program(tuyaAt + storeOffset, encodeLicense(other));
  expect(licenseStore(await looked(board))?.license).toMatchObject({ uuid: other.uuid, ledger: 'free' });
  flash.erase(tuyaAt, 0x28000);
  flash.program(tuyaAt + storeOffset, encodeLicense({ ...other, authKey: madeUp(9).authKey }));
  expect(licenseStore(await looked(board))?.license).toMatchObject({ ledger: 'other-key' });
});

test('bytes that are no store are data that only their firmware can read', async () => {
  const look = await looked(await withStore(new Uint8Array(0x4000).fill(0x5a)));
  expect(licenseStore(look)).toMatchObject({ reading: 'firmware', entries: [] });
});

test('an erased board tells that nothing says where its stores are', async () => {
  expect(await looked(await begin('esp32'))).toEqual({ tool: 'inspect', stores: [], unmapped: true });
});
