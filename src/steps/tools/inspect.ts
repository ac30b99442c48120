/** What lies in the stores of a board, for firmware that has no console to ask. Names and sizes; no value but the UUID. */
import type { ChipSession } from '../../chips/chip';
import type { License } from '../../model/license';
import type { LedgerSays, LicenseSeen, StoredEntry, StoreLook, StoresLook } from '../../model/store-look';
import { isBlank } from '../../protocols/images/blank';
import { licenseIn } from '../../protocols/kv-store/license-files';
import { readStore } from '../../protocols/kv-store/read-store';
import { settingsIn } from '../../protocols/stores/nvs';
import { type Store, storesOf } from '../../protocols/stores/store';
import { fileSystem } from '../../protocols/stores/store-content';
import { isOurKey } from '../../records/license-questions';
import { layoutOf } from '../stations/board-layout';
import { holderOf, macOf } from '../stations/stores/book-stores';
import { fastLoader } from './fast-loader';
import type { Tool, ToolContext } from './tool';

const ledgerSays = async (context: ToolContext, license: License): Promise<LedgerSays> => {
  const row = await holderOf(context, license.uuid);
  if (!row) return 'not-there';
  if (!(await isOurKey(context.db, license))) return 'other-key';
  if (row.mac && row.mac !== macOf(context)) return 'elsewhere';
  if (row.mac) return row.state === 'spent' ? 'spent' : 'this-board';
  return row.state === 'free' ? 'free' : 'spent';
};

const seen = async (context: ToolContext, license: License): Promise<LicenseSeen> => ({
  uuid: license.uuid,
  authKeyLength: license.authKey.length,
  ledger: await ledgerSays(context, license),
});

const look = async (context: ToolContext, session: ChipSession, store: Store): Promise<StoreLook> => {
  const { signal } = context;
  const region = { kind: store.kind, label: store.label, offset: store.offset, size: store.size };
  const bytes = await session.read(store.offset, store.size, () => {}, signal);
  const nothing = (reading: StoreLook['reading']): StoreLook => ({ ...region, reading, entries: [] });
  if (isBlank(bytes)) return nothing('blank');
  if (store.kind === 'wifi') {
    const entries = settingsIn(bytes);
    return entries ? { ...region, reading: 'entries', entries } : nothing('firmware');
  }
  const files = readStore(bytes.subarray(fileSystem.offset, fileSystem.offset + fileSystem.size));
  if (!files) return nothing('firmware');
  const entries = files.map(
    ({ name, content, elsewhere }): StoredEntry => ({ name, bytes: elsewhere?.size ?? content.length }),
  );
  const device = licenseIn(files);
  return {
    ...region,
    reading: 'entries',
    entries,
    ...(device.kind === 'valid' && { license: await seen(context, device.license) }),
  };
};

/** A store that only its firmware can read holds what that firmware told. */
const asTold = async (context: ToolContext, store: StoreLook): Promise<StoreLook> => {
  const { read } = context.learned;
  return store.kind === 'license' && store.reading === 'firmware' && read
    ? { ...store, license: await seen(context, read) }
    : store;
};

export const inspect: Tool<'inspect'> = {
  async run(context): Promise<StoresLook> {
    const { signal, told } = context;
    const session = await fastLoader(context);
    told({ phase: 'reading', done: 0, total: 0 });
    const layout = await layoutOf(session, signal);
    const { flashBytes = 0 } = session.facts;
    const places = storesOf(layout.partitions).filter(({ offset, size }) => offset + size <= flashBytes);
    const total = places.reduce((sum, { size }) => sum + size, 0);
    const stores: StoreLook[] = [];
    let done = 0;
    for (const place of places) {
      stores.push(await asTold(context, await look(context, session, place)));
      done += place.size;
      told({ phase: 'reading', done, total });
    }
    return { stores, ...(places.length === 0 && { unmapped: true }) };
  },
};
