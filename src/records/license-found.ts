/** Licenses met on boards, taken down before their place in the flash is written over. */
import type { Mac } from '../model/chip';
import type { License } from '../model/license';
import { isLive, licenseFault } from '../model/license-rules';
import { type BenchDatabase, stored } from './database';
import { applyMove, changeLedger, indexed, rowsOfBoard } from './license-rows';
import { openSecretBox } from './secret-box';

export interface Found {
  license: License;
  /** The board it was read from. */
  mac: Mac;
  virtual: boolean;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * When this promise is kept, the ledger knows the license as this board's, so that it is written to it again and given
 * to no other. `elsewhere`: the ledger has it for another board, with another key, or has a license for this board
 * already; nothing is changed that would take one from a board. Throws `storage.failed`.
 */
export const keepFoundLicense = (db: BenchDatabase, found: Found): Promise<'kept' | 'elsewhere'> =>
  stored(async () => {
    const { license, mac, virtual, now } = found;
    if (licenseFault(license)) return 'elsewhere';
    const box = await openSecretBox(db);
    // Sealed and opened outside the transaction, which would end while waiting for it.
    const sealed = await box.seal(license);
    const before = await db.licenses.get(license.uuid);
    const sameKey = !before || (await box.open(license.uuid, before.sealed)) === license.authKey;
    const kept = await changeLedger(db, async () => {
      const [own] = await rowsOfBoard(db, mac, virtual);
      const taken = own && isLive(own) && own.uuid !== license.uuid;
      const here = await db.licenses.get(license.uuid);
      // Another tab has brought it in since the key was compared.
      if (here && !before) return 'look-again';
      if (!here) {
        const order = ((await db.licenses.orderBy('order').last())?.order ?? 0) + 1;
        const state = taken ? 'spent' : 'written';
        const history = [{ at: now, state, why: 'found-on-board', mac }] as const;
        const row = { uuid: license.uuid, state, batch: mac, virtual, mac, at: now, history } as const;
        await db.licenses.add(indexed({ ...row, sealed, shelf: '', order }));
        return taken ? 'elsewhere' : 'kept';
      }
      if (!sameKey || here.virtual !== virtual || (here.mac && here.mac !== mac) || taken) return 'elsewhere';
      if (here.state === 'written' || here.state === 'verified') return 'kept';
      const why = here.state === 'free' ? 'adopted' : 'found-on-board';
      await applyMove(db, here, { to: 'written', why, mac, now });
      return 'kept';
    });
    return kept === 'look-again' ? keepFoundLicense(db, found) : kept;
  });
