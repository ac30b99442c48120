import type { ConsoleSession } from '../../links/console-session';
import { hasOtp, type Mac } from '../../model/chip';
import type { DeviceLicense, LicensePlace } from '../../model/license';
import type { Decision } from '../../model/license-decision';
import { factoryDefaultMac, isLive } from '../../model/license-rules';
import { asBenchError, BenchError } from '../../model/problem';
import { isOurKey, licenseOfMac, licenseOfUuid, openLicense } from '../../records/license-questions';
import {
  adoptLicense,
  markAccepted,
  markBurned,
  markFoundOnBoard,
  markSending,
  reserveLicense,
} from '../../records/licenses';
import { decideFor, placeOf, questionDetails } from '../run/board-license';
import { orNotNoted } from '../run/deed';
import { rememberBoard } from '../run/remember-board';
import type { RunContext, Step } from '../run/step';
import { burnLicense, readLicense, readMac, readOtp, writeLicense } from './license-dialogue';

/** The MAC a license is bound to: the application's own word, as sheets have it; else the one burnt into the chip. */
const boardMac = async (shell: ConsoleSession, context: RunContext): Promise<Mac | undefined> => {
  const told = await readMac(shell, context.signal);
  // A factory default is no identity, and the loader's MAC would only hide that (authorize-cli, section 5, row 2).
  if (told === factoryDefaultMac) return told;
  return told ?? context.learned.mac;
};

/** Shows the license a run has in hand, and keeps it for the reading back. */
const takeInHand = async (uuid: string, context: RunContext) => {
  const row = await licenseOfUuid(context.db, uuid);
  context.learned.license = await openLicense(context.db, uuid);
  // Another one that the board kept in a run before is not what is in hand now.
  delete context.learned.theirs;
  context.lane.set({ license: { uuid, batch: row?.batch ?? '' } });
  return context.learned.license;
};

/**
 * Reserve, commit, mark as being sent, commit, and only then the first byte. From that moment on everything but the
 * board's own yes leaves the license in doubt, bound to this board (row 11).
 */
const writeOne = async (shell: ConsoleSession, mac: Mac, place: LicensePlace, context: RunContext): Promise<void> => {
  const { db, id, lane, plan, signal, virtual } = context;
  const batch = plan.batch && !virtual ? { batch: plan.batch } : {};
  const liveRuns = await context.liveRuns();
  const reservation = { mac, run: id, virtual, now: context.now(), boardHasNone: true, liveRuns, ...batch };
  const { uuid } = await reserveLicense(db, reservation);
  const license = await takeInHand(uuid, context);
  lane.fact('license', 'set-aside', { uuid });
  signal.throwIfAborted();
  const before = context.learned.deed;
  await markSending(db, { uuid, mac, run: id, now: context.now(), place });
  context.learned.deed = 'license-sent';
  lane.fact('license', 'sending', { uuid });
  const sentAt = context.now();
  const doubtful = (reason: string, cause?: unknown): never => {
    lane.fact('license', 'sent-no-answer', { uuid });
    throw new BenchError('license.doubtful', { uuid, reason, sentAt }, { cause });
  };
  const again = () => lane.fact('license', 'writing-again', { uuid });
  const writing = place === 'otp' ? burnLicense(shell, license, again, signal) : writeLicense(shell, license, signal);
  const answer = await writing.catch((fault: unknown) =>
    doubtful(asBenchError(signal.aborted ? signal.reason : fault).code, fault),
  );
  /** The board said itself that it holds nothing of it. */
  const notTaken = async (refusal: string) => {
    const back = { ...reservation, now: context.now() };
    await reserveLicense(db, back).catch(orNotNoted('license-refused', { uuid, refusal }));
    context.learned.deed = before;
  };
  if (answer === 'no-answer') return doubtful('no-answer');
  if (answer === 'empty') {
    await notTaken('otp-empty');
    throw new BenchError('license.otp-failed', { uuid, reason: 'empty' });
  }
  if (answer !== 'accepted' && answer !== 'accepted-otp') {
    const { reason, written, sent } = answer.refused;
    if (written === 'perhaps') return doubtful(reason);
    if (sent) await notTaken(reason);
    else context.learned.deed = before;
    throw new BenchError(reason === 'storage' ? 'license.otp-failed' : 'license.refused', { uuid, reason });
  }
  context.learned.deed = 'license-accepted';
  const taken = answer === 'accepted-otp' ? 'otp' : 'kv';
  await markAccepted(db, { uuid, mac, now: context.now(), place: taken });
  // Firmware that does not know the third word has put it where it puts all of them.
  lane.fact('license', taken === place ? 'accepted' : 'not-in-otp', { uuid, ...(taken === 'otp' && { place: taken }) });
};

/** What cannot be undone is done to the board it was asked for, in the run that was told so, and once. */
const askToBurn = (mac: Mac, { answer, learned }: RunContext): void => {
  const asked = learned.otpAsked;
  delete learned.otpAsked;
  if (answer === 'into-otp' && asked === mac) return;
  learned.otpAsked = mac;
  throw new BenchError('license.otp-confirm', { mac });
};

const wantsOtp = ({ plan, lane }: RunContext): boolean => plan.otp === true && hasOtp(lane.view.chip?.chip);

/** A board that lives by the license in its flash may have another one burned in: that one is no other board's. */
const lookIntoOtp = async (shell: ConsoleSession, device: DeviceLicense, mac: Mac, context: RunContext) => {
  const { db, lane, signal, virtual } = context;
  if (!hasOtp(lane.view.chip?.chip) || device.kind !== 'valid' || device.place) return;
  const burned = await readOtp(shell, signal);
  if (burned.kind !== 'valid' || burned.license.uuid === device.license.uuid) return;
  const { uuid } = burned.license;
  const row = await licenseOfUuid(db, uuid);
  if (row?.virtual === virtual && (await isOurKey(db, burned.license)))
    await markBurned(db, { uuid, mac, now: context.now() });
  lane.fact('license', 'otp-holds-another', { uuid });
};

const saidToKeep = (device: DeviceLicense, { answer, learned }: RunContext): boolean =>
  device.kind === 'valid' && (answer === 'keep-theirs' || learned.keepTheirs === device.license.uuid);

/** A person's answer to a question of the table, where there is one. Never writes to the board. */
const answered = async (decision: Decision, device: DeviceLicense, mac: Mac, context: RunContext): Promise<boolean> => {
  if (decision.kind !== 'ask' || device.kind !== 'valid') return false;
  const { uuid } = device.license;
  if (!saidToKeep(device, context)) return false;
  context.learned.license = device.license;
  // A row that another tool had half used, for a board that shows it: from now on it is this board's.
  if (decision.code === 'license.half-used')
    await adoptLicense(context.db, { uuid, mac, now: context.now(), place: placeOf(device) });
  else context.learned.theirs = true;
  context.lane.fact('license', 'kept-theirs', { uuid });
  return true;
};

/** Does the ledger have a license other than the one on the board for this MAC? */
const hasOther = async (uuid: string, mac: Mac, { db, virtual }: RunContext): Promise<boolean> => {
  const own = await licenseOfMac(db, mac, virtual);
  return own !== undefined && own.uuid !== uuid && isLive(own);
};

const giveLicense = async (context: RunContext): Promise<void> => {
  const { db, lane, hands, learned, signal, virtual, plan } = context;
  const shell = await hands.shell(signal);
  const mac = await boardMac(shell, context);
  const device = await readLicense(shell, signal, lane.view.chip?.chip);
  // What is kept is judged like any other, so that it is this board's in the ledger as well.
  const otp = wantsOtp(context) && !saidToKeep(device, context);
  const batch = plan.batch && !virtual ? { batch: plan.batch } : {};
  const read = { device, virtual, ...(mac && { mac }), ...batch, ...(otp && { otp }) };
  const decision = await decideFor(db, read);
  if (mac && mac !== factoryDefaultMac) learned.mac = mac;
  const found = device.kind === 'valid' ? device.license.uuid : '';
  const place = placeOf(device);

  if (!mac || (decision.kind === 'stop' && decision.row !== 13))
    throw new BenchError(stopCode(decision), { mac: mac ?? '', found });
  await lookIntoOtp(shell, device, mac, context);
  if (await answered(decision, device, mac, context)) return;
  switch (decision.kind) {
    case 'stop':
    case 'ask':
      throw new BenchError(decision.code, {
        ...(await questionDetails(db, { mac, found, virtual })),
        ...(device.kind === 'unknown' && { why: device.why }),
        ...(decision.kind === 'stop' && { otp: 1 }),
      });
    case 'nothing-to-write':
      await takeInHand(decision.uuid, context);
      // Another one is set aside for this MAC, and stays so: a board has one row that counts.
      if (await hasOther(decision.uuid, mac, context)) learned.theirs = true;
      else await markFoundOnBoard(db, { uuid: decision.uuid, mac, now: context.now(), place });
      return lane.fact('license', 'already-has-it', { uuid: decision.uuid });
    case 'adopt':
      await adoptLicense(db, { uuid: decision.uuid, mac, now: context.now(), place });
      await takeInHand(decision.uuid, context);
      return lane.fact('license', 'adopted', { uuid: decision.uuid });
    case 'write-same-again':
    case 'take-free':
      if (otp) askToBurn(mac, context);
      return writeOne(shell, mac, otp ? 'otp' : 'kv', context);
  }
};

export const license: Step = {
  name: 'license',
  async run(context) {
    await giveLicense(context);
    const { uuid } = context.learned.license ?? {};
    // The ledger has noted it already; what the shelf of boards misses here it hears again when the board is bound.
    if (uuid) await rememberBoard(context, { uuid }).catch(() => {});
  },
};

const stopCode = (decision: Decision) => (decision.kind === 'stop' ? decision.code : 'license.no-mac');
