import type { Mac } from '../model/chip';
import type { DeviceLicense, License } from '../model/license';
import { type Decision, decide } from '../model/license-decision';
import type { LicenseOnBoard } from '../model/run';
import type { BenchDatabase } from '../records/database';
import { isOurKey, licenseOfMac, licenseOfUuid } from '../records/license-questions';
import { hasFreeLicense, markFoundOnBoard } from '../records/licenses';

/** What was read from a board, held against the ledger. */
export interface BoardRead {
  mac?: Mac;
  device: DeviceLicense;
  virtual: boolean;
  /** Licenses may come from this batch only. */
  batch?: string;
}

/** The decision table's answer for this board (authorize-cli, section 5). */
export const decideFor = async (db: BenchDatabase, { mac, device, virtual, batch }: BoardRead): Promise<Decision> => {
  const license = device.kind === 'valid' ? device.license : undefined;
  const boundRow = mac ? await licenseOfMac(db, mac, virtual) : undefined;
  const holderRow = license && (await licenseOfUuid(db, license.uuid));
  const ourKey = license ? await isOurKey(db, license) : false;
  return decide({
    ...(mac && { mac }),
    device,
    virtual,
    ...(boundRow && { boundRow, boundKeyEqual: boundRow.uuid === license?.uuid && ourKey }),
    ...(holderRow && { holderRow, holderKeyEqual: ourKey }),
    freeAvailable: await hasFreeLicense(db, virtual, batch),
  });
};

/** A board that shows the license this ledger gave it has proved it: the doubt, if there was one, is over. */
export const settleDoubt = async (db: BenchDatabase, read: BoardRead, now: number): Promise<void> => {
  const { mac, device, virtual } = read;
  if (!mac || device.kind !== 'valid') return;
  const own = await licenseOfMac(db, mac, virtual);
  const inDoubt = own?.state === 'doubtful' || own?.state === 'reserved';
  if (!own || !inDoubt || own.uuid !== device.license.uuid || !(await isOurKey(db, device.license))) return;
  await markFoundOnBoard(db, { uuid: own.uuid, mac, now });
};

/** What a lane shows of the license that was read. */
export const licenseOnBoard = async (db: BenchDatabase, read: BoardRead): Promise<LicenseOnBoard> => {
  const { device, mac } = read;
  if (device.kind !== 'valid') return { kind: device.kind };
  return { kind: 'has', uuid: device.license.uuid, ledger: await standing(db, device.license, mac) };
};

const standing = async (db: BenchDatabase, license: License, mac: Mac | undefined) => {
  const row = await licenseOfUuid(db, license.uuid);
  if (!row) return 'not-in-ledger';
  return !row.mac || row.mac === mac ? 'ours' : 'other-board';
};
