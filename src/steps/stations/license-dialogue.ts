/**
 * What is said between the bench and a board about its license. Decides nothing and keeps nothing: the ledger and the
 * order of steps are `license.ts` and `verify.ts`.
 */
import type { ConsoleSession } from '../../links/console-session';
import { type ChipId, hasOtp, type Mac } from '../../model/chip';
import type { DeviceLicense, License, LicensePlace } from '../../model/license';
import { licenseFault } from '../../model/license-rules';
import { BenchError } from '../../model/problem';
import {
  type AuthRefusal,
  isUnknownCommand,
  parseAuth,
  parseAuthRead,
  parseMac,
  parseOtpRead,
} from '../../protocols/console/answers';
import type { Answer } from '../../protocols/console/dialogue';

const isSilence = (fault: unknown): boolean => fault instanceof BenchError && fault.code === 'console.silent';

/** A question that changes nothing may be put twice: one lost byte is enough to lose an answer. */
const askAgain = async (session: ConsoleSession, command: string, signal: AbortSignal): Promise<Answer> => {
  try {
    return await session.exchange(command, { signal });
  } catch (fault) {
    if (!isSilence(fault)) throw fault;
    await session.wake(signal);
    return session.exchange(command, { signal });
  }
};

/** Undefined = the firmware cannot tell it. Throws `console.silent`. */
export const readMac = async (session: ConsoleSession, signal: AbortSignal): Promise<Mac | undefined> => {
  const first = await askAgain(session, 'read_mac', signal);
  const mac = parseMac(first.lines, first.log);
  if (mac !== undefined || isUnknownCommand(first.lines)) return mac;
  if (!session.logIsOff || first.lines.some((line) => line !== '')) {
    const again = await askAgain(session, 'read_mac', signal);
    return parseMac(again.lines, again.log);
  }
  // The old demo's answer exists only as a log line, and the log was switched off (authorize-cli, section 2).
  await session.restoreLog();
  const logged = await session.exchange('read_mac', { signal });
  await session.wake(signal);
  return parseMac(logged.lines, logged.log);
};

const readOnce = async (
  asking: Promise<Answer>,
  parse: (lines: readonly string[]) => DeviceLicense = parseAuthRead,
): Promise<DeviceLicense> => {
  try {
    const { lines } = await asking;
    if (isUnknownCommand(lines)) throw new BenchError('console.no-auth');
    return parse(lines);
  } catch (fault) {
    if (isSilence(fault)) return { kind: 'unknown', why: 'silence' };
    throw fault;
  }
};

/** A torn answer is worth asking once more; silence was asked twice already, and two empty lines mean something. */
const isTorn = (device: DeviceLicense): boolean =>
  device.kind === 'unknown' && (device.why === 'malformed' || device.why === 'no-lines');

/**
 * What one-time memory holds, by `auth-read 1`. Firmware that does not know the argument tells of its flash. Silence
 * takes half a minute and is not asked twice (authorize-cli, section 2).
 */
export const readOtp = async (session: ConsoleSession, signal: AbortSignal): Promise<DeviceLicense> => {
  const ask = () => readOnce(session.exchange('auth-read 1', { signal }), parseOtpRead);
  const first = await ask();
  const device = isTorn(first) ? await ask() : first;
  return device.kind === 'valid' ? { ...device, place: 'otp' } : device;
};

/**
 * The license the firmware starts with: of the store in its flash, else of one-time memory; a chip that has some is asked
 * for it also where the flash says `none`. Changes nothing on the board. `unknown` is never "no license": nothing may be
 * written on it (authorize-cli, section 5). Throws `console.no-auth` when the shell has no such command.
 */
export const readLicense = async (
  session: ConsoleSession,
  signal: AbortSignal,
  chip?: ChipId,
): Promise<DeviceLicense> => {
  const first = await readOnce(askAgain(session, 'auth-read', signal));
  const device = isTorn(first) ? await readOnce(askAgain(session, 'auth-read', signal)) : first;
  if (device.kind === 'none' && hasOtp(chip)) return readOtp(session, signal);
  if (device.kind !== 'unknown' || device.why !== 'empty-lines') return device;
  // The license is in OTP; only the newest firmware reads it from there, older ones ignore the argument.
  const otp = await readOtp(session, signal);
  return otp.kind === 'valid' ? otp : device;
};

/** `accepted`: it is in the flash; `accepted-otp`: in one-time memory. */
export type WriteAnswer = 'accepted' | 'accepted-otp' | 'no-answer' | { refused: Refusal };

/** `sent` 0: it never left this computer. Fit for the details of a problem. */
export type Refusal = AuthRefusal & { sent: 0 | 1 };

/**
 * Sends `auth` once, never twice. `no-answer` means silence, a restart in between or words nobody knows: only reading
 * the board tells what it holds. Throws `port.lost` and the signal's reason, which mean the same once it was sent.
 */
export const writeLicense = async (
  session: ConsoleSession,
  license: License,
  signal: AbortSignal,
  place: LicensePlace = 'kv',
): Promise<WriteAnswer> => {
  const fault = licenseFault(license);
  if (fault !== undefined) return { refused: { reason: fault, written: 'nothing', sent: 0 } };
  try {
    const command = `auth ${license.uuid} ${license.authKey}${place === 'otp' ? ' 1' : ''}`;
    const lines = await session.ask(command, { signal, secret: license.authKey });
    const answer = parseAuth(lines);
    if (typeof answer === 'object') return { refused: { ...answer, sent: 1 } };
    return answer === 'unclear' ? 'no-answer' : answer;
  } catch (silence) {
    if (isSilence(silence)) return 'no-answer';
    throw silence;
  }
};

/** As often is one-time memory written to (authorize-cli, section 2), and only while it is read as empty. */
const burnTries = 3;

/**
 * Writes to one-time memory. Some firmware prints nothing when it has done so: what counts is what is read afterwards.
 * `empty`: written as often as may be, and read as empty each time. Throws as `writeLicense`.
 */
export const burnLicense = async (
  session: ConsoleSession,
  license: License,
  again: () => void,
  signal: AbortSignal,
): Promise<WriteAnswer | 'empty'> => {
  for (let tries = 1; ; tries++) {
    const answer = await writeLicense(session, license, signal, 'otp');
    if (answer === 'accepted' || answer === 'accepted-otp') return answer;
    if (answer !== 'no-answer' && answer.refused.written === 'nothing') return answer;
    const found = await session.wake(signal).then(() => readOtp(session, signal), onlySilence);
    if (found?.kind === 'valid' && sameLicense(found.license, license)) return 'accepted-otp';
    if (found?.kind !== 'none') return 'no-answer';
    if (tries === burnTries) return 'empty';
    again();
  }
};

const onlySilence = (fault: unknown): undefined => {
  if (!isSilence(fault)) throw fault;
};

/** Both strings, character by character. */
export const sameLicense = (one: License, other: License): boolean =>
  one.uuid === other.uuid && one.authKey === other.authKey;
