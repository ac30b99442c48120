import type { AppFacts, Mac } from '../../model/chip';
import type { DeviceLicense } from '../../model/license';
import { isPlaceholder, type LicenseFault, licenseFault } from '../../model/license-rules';
import { readLogLine } from './log-format';

/** What the answers of the license commands mean (authorize-cli, sections 2, 3 and 5). Lines as `Answer.lines` gives them. */

/** Both prompts' firmware say this; a shell answers, but not to that command. */
export const isUnknownCommand = (lines: readonly string[]): boolean => lines.includes('No command or file name');

const isHexPair = (text: string): boolean => /^[0-9a-f]{2}$/i.test(text);

const macOf = (word: string): Mac | undefined => {
  const groups = word.split(':');
  const pairs = groups.length === 7 && !isHexPair(groups[0] ?? '') ? groups.slice(1) : groups;
  if (pairs.length !== 6 || !pairs.every(isHexPair)) return undefined;
  const mac = pairs.join(':').toUpperCase();
  return mac === '00:00:00:00:00:00' || mac === 'FF:FF:FF:FF:FF:FF' ? undefined : mac;
};

/** Answers `mac: …` or `mac:…`; the old demo firmware only logs it, so its log lines may be given too. */
export const parseMac = (lines: readonly string[], log: readonly string[] = []): Mac | undefined => {
  const told = log.map((line) => readLogLine(line).text).filter((text) => /^mac: ?/i.test(text));
  for (const line of [...lines, ...told]) {
    for (const word of line.trim().split(/\s+/)) {
      const mac = macOf(word);
      if (mac !== undefined) return mac;
    }
  }
  return undefined;
};

/** Firmware for a chip that has no one-time memory, or that was built without it. */
const noOtp = /^OTP storage is only/;

/** Of `auth-read 1`, which is asked of one-time memory. */
export const parseOtpRead = (lines: readonly string[]): DeviceLicense =>
  lines.some((line) => noOtp.test(line)) ? { kind: 'none' } : parseAuthRead(lines);

export const parseAuthRead = (lines: readonly string[]): DeviceLicense => {
  if (lines.length === 0) return { kind: 'unknown', why: 'no-lines' };
  if (lines.every((line) => line === '')) return { kind: 'unknown', why: 'empty-lines' };
  if (lines.length === 1 && lines[0] === 'Authorization read failure.') return { kind: 'none' };
  const [uuid = '', authKey = ''] = lines;
  if (lines.length !== 2) return { kind: 'unknown', why: 'malformed' };
  if (isPlaceholder({ uuid, authKey: '' })) return { kind: 'none' };
  const license = { uuid, authKey };
  return licenseFault(license) === undefined ? { kind: 'valid', license } : { kind: 'unknown', why: 'malformed' };
};

/**
 * reason   which of the firmware's sentences it was, or why the pair was not sent at all
 * written  whether the old license may be gone: `nothing` was touched, or `perhaps`
 */
export interface AuthRefusal {
  reason: 'length' | 'write-failed' | 'mac' | 'json' | 'usage' | 'storage' | 'no-command' | LicenseFault;
  written: 'nothing' | 'perhaps';
}

const refusals: readonly (readonly [RegExp, AuthRefusal])[] = [
  [/^uuid length must be/, { reason: 'length', written: 'nothing' }],
  // UUID and AuthKey are stored one after the other: the first may be in.
  [/^Authorization write failure\./, { reason: 'write-failed', written: 'perhaps' }],
  [/^Authorization write to OTP failure\./, { reason: 'write-failed', written: 'perhaps' }],
  // What it has burned it could not read.
  [/^Authorization read from OTP failure\./, { reason: 'write-failed', written: 'perhaps' }],
  [/^Warning: mac is default mac/, { reason: 'mac', written: 'perhaps' }],
  // "flailure" is the firmware's spelling.
  [/^Authorization write flailure: .*mac/i, { reason: 'mac', written: 'nothing' }],
  [/^Authorization write flailure: /, { reason: 'json', written: 'nothing' }],
  [/^Use like: auth/, { reason: 'usage', written: 'nothing' }],
  [/^(?:storage must be|mac length must be|OTP storage is only)/, { reason: 'storage', written: 'nothing' }],
  [/^No command or file name$/, { reason: 'no-command', written: 'nothing' }],
];

/**
 * `unclear` = an answer in no known words; as good as none. `accepted` is told of the store in the flash,
 * `accepted-otp` of one-time memory.
 */
export const parseAuth = (lines: readonly string[]): 'accepted' | 'accepted-otp' | 'unclear' | AuthRefusal => {
  for (const line of lines) {
    const refusal = refusals.find(([pattern]) => pattern.test(line));
    if (refusal !== undefined) return refusal[1];
  }
  if (lines.includes('Authorization write to OTP Succeeds.')) return 'accepted-otp';
  return lines.includes('Authorization write succeeds.') ? 'accepted' : 'unclear';
};

/** The block of `sys_version`; undefined when the build does not have that command. */
export const parseSysVersion = (lines: readonly string[]): AppFacts | undefined => {
  const told = new Map(
    lines.flatMap((line) => {
      const pair = /^([a-z]+\.[a-z]+)[ :=]+(.*\S)/.exec(line);
      return pair === null ? [] : [[pair[1] ?? '', pair[2] ?? ''] as const];
    }),
  );
  if (told.size === 0) return undefined;
  const open = told.get('open.version');
  return {
    name: told.get('project.name'),
    version: told.get('project.version'),
    platform: open === undefined ? undefined : tuyaOpen(open),
  };
};

export const tuyaOpen = (version: string): string => `TuyaOpen ${version.replace(/^v(?=\d)/, '')}`;

/** Command names listed by `help` or Tab: the first word of each line that can be one. */
export const parseHelp = (lines: readonly string[]): ReadonlySet<string> =>
  new Set(
    lines.flatMap((line) => {
      const name = /^\s*([a-z][\w-]*)(?:\s*[:-]\s|\s{2,}|\t|\s*$)/i.exec(line);
      // The table has a head of its own.
      return name === null || name[1] === 'cmd' ? [] : [name[1] ?? ''];
    }),
  );
