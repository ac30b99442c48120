import type { Mac } from '../../model/chip';
import type { DeviceLicense, License, LicensePlace } from '../../model/license';
import { type Decision, decide } from '../../model/license-decision';
import type { Details } from '../../model/problem';
import type { LicenseOnBoard } from '../../model/run';
import type { BenchDatabase } from '../../records/database';
import { isOurKey, licenseOfMac, licenseOfUuid } from '../../records/license-questions';
import { hasFreeLicense, markFoundOnBoard } from '../../records/licenses';

/** What was read from a board, held against the ledger. */
export interface BoardRead {
  mac?: Mac;
  device: DeviceLicense;
  virtual: boolean;
  /** Licenses may come from this batch only. */
  batch?: string;
  /** One-time memory was chosen as the place to write to. */
  otp?: boolean;
}

/** Where the board has the license it showed. */
export const placeOf = (device: DeviceLicense): LicensePlace => (device.kind === 'valid' && device.place) || 'kv';

/** The decision table's answer for this board (authorize-cli, section 5). */
export const decideFor = async (
  db: BenchDatabase,
  { mac, device, virtual, batch, otp }: BoardRead,
): Promise<Decision> => {
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
    ...(otp && { otp }),
  });
};

/** A board that shows the license this ledger gave it has proved it: the doubt, if there was one, is over. */
export const settleDoubt = async (db: BenchDatabase, read: BoardRead, now: number): Promise<void> => {
  const { mac, device, virtual } = read;
  if (!mac || device.kind !== 'valid') return;
  const own = await licenseOfMac(db, mac, virtual);
  const inDoubt = own?.state === 'doubtful' || own?.state === 'reserved';
  if (!own || !inDoubt || own.uuid !== device.license.uuid || !(await isOurKey(db, device.license))) return;
  await markFoundOnBoard(db, { uuid: own.uuid, mac, now, place: placeOf(device) });
};

/** What a lane shows of the license that was read. */
export const licenseOnBoard = async (db: BenchDatabase, read: BoardRead): Promise<LicenseOnBoard> => {
  const { device, mac } = read;
  if (device.kind !== 'valid') return device;
  const { license, place } = device;
  return { kind: 'has', uuid: license.uuid, ...(await standing(db, license, mac)), ...(place && { place }) };
};

const standing = async (db: BenchDatabase, license: License, mac: Mac | undefined) => {
  const row = await licenseOfUuid(db, license.uuid);
  if (!row) return { ledger: 'not-in-ledger' } as const;
  const ledger = !row.mac || row.mac === mac ? 'ours' : 'other-board';
  return (await isOurKey(db, license)) ? ({ ledger } as const) : ({ ledger, keyDiffers: true } as const);
};

/**
 * The same decision from what a lane shows, for those who know no key. Undefined = nobody could ask the board, so that
 * only the firmware to come can tell.
 */
export const decideFromView = async (
  db: BenchDatabase,
  read: { mac: Mac; onBoard?: LicenseOnBoard; virtual: boolean; batch?: string },
): Promise<Decision | undefined> => {
  const { mac, onBoard, virtual, batch } = read;
  if (onBoard?.kind === 'unknown' && (!onBoard.why || onBoard.why === 'silence')) return undefined;
  const uuid = onBoard?.kind === 'has' ? onBoard.uuid : undefined;
  const keyEqual = onBoard?.kind === 'has' && !onBoard.keyDiffers;
  const boundRow = await licenseOfMac(db, mac, virtual);
  const holderRow = uuid === undefined ? undefined : await licenseOfUuid(db, uuid);
  return decide({
    mac,
    // The table asks the key for nothing but its equalities.
    device: uuid === undefined ? emptyOr(onBoard) : { kind: 'valid', license: { uuid, authKey: '' } },
    virtual,
    ...(boundRow && { boundRow, boundKeyEqual: boundRow.uuid === uuid && keyEqual }),
    ...(holderRow && { holderRow, holderKeyEqual: keyEqual }),
    freeAvailable: await hasFreeLicense(db, virtual, batch),
  });
};

/** A blank board has no license to lose; its flash is looked at before anything is written over it. */
const emptyOr = (onBoard: LicenseOnBoard | undefined): DeviceLicense =>
  onBoard?.kind === 'unknown' && onBoard.why ? { kind: 'unknown', why: onBoard.why } : { kind: 'none' };

/** What the question names: this board, the license found on it, and what the ledger has against it. */
export const questionDetails = async (
  db: BenchDatabase,
  { mac, found, virtual }: { mac: Mac; found: string; virtual: boolean },
): Promise<Details> => {
  const [own, holder] = [await licenseOfMac(db, mac, virtual), found ? await licenseOfUuid(db, found) : undefined];
  return {
    mac,
    found,
    ...(own && own.uuid !== found && { expected: own.uuid }),
    ...(holder?.mac && holder.mac !== mac && { owner: holder.mac }),
  };
};
