import type { ConsoleSession } from '../../links/console-session';
import type { DeviceLicense, License } from '../../model/license';
import { BenchError } from '../../model/problem';
import { licenseOfUuid } from '../../records/license-questions';
import { markNotEqual, markVerified } from '../../records/licenses';
import { licenseOnBoard, placeOf } from '../run/board-license';
import { orNotNoted } from '../run/deed';
import type { RunContext, Step } from '../run/step';
import { bootAgain } from './answering';
import { readLicense, sameLicense } from './license-dialogue';

type Valid = Extract<DeviceLicense, { kind: 'valid' }>;

/** Equal or not, cell by cell; of the key nothing but that leaves this function. */
const compared = (round: 1 | 2, intended: License, stored: License) => ({
  round,
  intendedUuid: intended.uuid,
  storedUuid: stored.uuid,
  keyEqual: [...intended.authKey].map((char, at) => stored.authKey[at] === char),
});

/** What the board shows against what it should; anything else takes the ledger's word back (section 5, row 12). */
const readRound = async (shell: ConsoleSession, round: 1 | 2, context: RunContext): Promise<Valid> => {
  const { lane, learned, signal } = context;
  const device = await readLicense(shell, signal, lane.view.chip?.chip);
  if (device.kind !== 'valid') {
    await doubt(context);
    if (device.kind === 'unknown') throw new BenchError('license.unreadable', { why: device.why });
    throw new BenchError('license.not-equal', { round, found: '' });
  }
  // Without a license step there is nothing intended but what the first reading found.
  const intended = (learned.license ??= device.license);
  lane.set({ readBack: compared(round, intended, device.license) });
  if (sameLicense(device.license, intended)) return device;
  await doubt(context);
  throw new BenchError('license.not-equal', { round, found: device.license.uuid });
};

const markDoubt = async ({ db, learned, now }: RunContext) => {
  const row = learned.license && (await licenseOfUuid(db, learned.license.uuid));
  if (row?.mac && row.state === 'written') await markNotEqual(db, { uuid: row.uuid, mac: row.mac, now: now() });
};

/** A ledger that cannot note it says so: it then still calls the license written. */
const doubt = (context: RunContext) =>
  markDoubt(context).catch(orNotNoted('license-not-equal', { uuid: context.learned.license?.uuid ?? '' }));

/** Read back, restart, read again: equal both times, or nothing is green (authorize-cli, section 2, Verification). */
export const verify: Step = {
  name: 'verify',
  async run(context) {
    const { db, lane, hands, learned, signal, virtual } = context;
    const entered = Boolean(learned.license) && !learned.theirs;
    lane.fact('verify', 'reading-back');
    await readRound(await hands.shell(signal), 1, context);
    lane.fact('verify', 'restarting');
    const again = await bootAgain(context);
    await again.wake(signal);
    lane.fact('verify', 'read-back-once');
    const read = await readRound(again, 2, context);
    await again.restoreLog();
    learned.deed = 'license-verified';
    const { uuid } = read.license;
    if (entered && learned.mac)
      await markVerified(db, { uuid, mac: learned.mac, now: context.now(), place: placeOf(read) });
    const standing = await licenseOnBoard(db, {
      device: read,
      virtual,
      ...(learned.mac && { mac: learned.mac }),
    });
    lane.set({ onBoard: standing });
    lane.fact('verify', 'read-back-twice', { uuid });
  },
};
