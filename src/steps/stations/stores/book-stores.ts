/** What the ledger has to know before the place of a license in the flash is written over. */
import type { Mac } from '../../../model/chip';
import type { License, LicenseRow } from '../../../model/license';
import { factoryDefaultMac, isLive, licenseFault } from '../../../model/license-rules';
import { keepFoundLicense } from '../../../records/license-found';
import { isOurKey, licenseOfMac, licenseOfUuid } from '../../../records/license-questions';
import { reserveLicense } from '../../../records/licenses';
import type { RunContext } from '../../run/step';

/** Whose a license would be: the application's own word, else the chip's. */
export const macOf = ({ lane, learned }: RunContext): Mac | undefined => lane.view.ownMac ?? learned.mac;

/** The row of that license, among those for boards of this kind. */
export const holderOf = async ({ db, virtual }: RunContext, uuid: string): Promise<LicenseRow | undefined> => {
  const row = uuid === '' ? undefined : await licenseOfUuid(db, uuid);
  return row?.virtual === virtual ? row : undefined;
};

/** Will the ledger have it as this board's once it is taken down? Nothing is changed. */
export const staysTheirs = async (context: RunContext, license: License): Promise<boolean> => {
  const { db, virtual } = context;
  const mac = macOf(context);
  if (!mac || mac === factoryDefaultMac || licenseFault(license)) return false;
  const own = await licenseOfMac(db, mac, virtual);
  if (own && isLive(own) && own.uuid !== license.uuid) return false;
  const row = await licenseOfUuid(db, license.uuid);
  if (!row) return true;
  return row.virtual === virtual && (!row.mac || row.mac === mac) && isOurKey(db, license);
};

/**
 * The license is this board's in the ledger from now on, whoever issued it; `goes`: it will not be on the board any
 * more, and is set aside to be written to it again. Throws `storage.failed`, and then nothing may be written.
 */
export const takeDown = async (context: RunContext, license: License, goes = false): Promise<void> => {
  const { db, id, virtual } = context;
  const mac = macOf(context);
  if (!mac || mac === factoryDefaultMac) return;
  const kept = await keepFoundLicense(db, { license, mac, virtual, now: context.now() });
  if (kept === 'elsewhere' || !goes) return;
  const liveRuns = await context.liveRuns();
  await reserveLicense(db, { mac, run: id, virtual, now: context.now(), boardHasNone: true, liveRuns });
};
