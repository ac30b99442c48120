import type { Mac } from './chip';
import type { DeviceLicense, LicenseRow } from './license';
import { factoryDefaultMac } from './license-rules';
import type { ProblemCode } from './problem';

/** The decision table of authorize-cli, section 5, rows 1 to 10 and 13. Rows 11 and 12 come after a write. */

export interface DecisionInput {
  /** Undefined when the board would not tell it. */
  mac?: Mac;
  device: DeviceLicense;
  /** Licenses made up for virtual boards and real ones never meet: a row of the other kind counts as not there. */
  virtual: boolean;
  /** L: the row bound to this MAC. */
  boundRow?: LicenseRow;
  /** Does the board's AuthKey equal that of `boundRow`? */
  boundKeyEqual?: boolean;
  /** R: the row that holds the board's UUID; may be the same row as `boundRow`. */
  holderRow?: LicenseRow;
  /** Does the board's AuthKey equal that of `holderRow`? */
  holderKeyEqual?: boolean;
  freeAvailable: boolean;
  /** OTP was chosen as the place to write to: it can be written once and never again. */
  otp?: boolean;
}

export type QuestionCode = Extract<
  ProblemCode,
  'license.unreadable' | 'license.conflict' | 'license.duplicate' | 'license.foreign' | 'license.half-used'
>;

export type StopCode = Extract<
  ProblemCode,
  'license.no-mac' | 'license.factory-mac' | 'license.none-free' | 'license.conflict'
>;

/** `row` is the row of the document's table, 0 for an unreadable license, which has none. */
export type Decision =
  | { kind: 'nothing-to-write'; row: 3; uuid: string }
  | { kind: 'write-same-again'; row: 4; uuid: string }
  | { kind: 'take-free'; row: 5 }
  | { kind: 'adopt'; row: 7; uuid: string }
  | { kind: 'ask'; row: 0 | 6 | 7 | 8 | 9; code: QuestionCode }
  | { kind: 'stop'; row: 1 | 2 | 10 | 13; code: StopCode };

/** Nothing is written unless the answer is `write-same-again` or `take-free`. */
export const decide = (input: DecisionInput): Decision => {
  const { mac, device } = input;
  if (!mac) return { kind: 'stop', row: 1, code: 'license.no-mac' };
  if (mac.toUpperCase() === factoryDefaultMac) return { kind: 'stop', row: 2, code: 'license.factory-mac' };
  if (device.kind === 'unknown') return { kind: 'ask', row: 0, code: 'license.unreadable' };

  const ofThisKind = (row: LicenseRow | undefined) => (row?.virtual === input.virtual ? row : undefined);
  const holder = ofThisKind(input.holderRow);
  const bound = ofThisKind(input.boundRow);
  if (device.kind === 'none') return decideEmpty(bound, input.freeAvailable);

  // A sheet half used by another tool can name one MAC in two rows: the one the board holds is its own.
  const ownIsHolder = holder?.mac === mac;
  const own = ownIsHolder ? holder : bound;
  const keyEqual = ownIsHolder ? input.holderKeyEqual : input.boundKeyEqual;
  if (own && own.uuid === device.license.uuid && keyEqual) return { kind: 'nothing-to-write', row: 3, uuid: own.uuid };
  if (input.otp) return { kind: 'stop', row: 13, code: 'license.conflict' };
  if (own) return { kind: 'ask', row: 6, code: 'license.conflict' };
  if (!holder) return { kind: 'ask', row: 9, code: 'license.foreign' };
  return decideHeld(holder, input.holderKeyEqual === true);
};

/** The board has a valid license, its MAC has no row, and `holder` has the same UUID. */
const decideHeld = (holder: LicenseRow, keyEqual: boolean): Decision => {
  // The same UUID with another AuthKey is treated as row 6 (text above the table).
  if (!keyEqual) return { kind: 'ask', row: 6, code: 'license.conflict' };
  if (holder.mac) return { kind: 'ask', row: 8, code: 'license.duplicate' };
  if (holder.state !== 'free') return { kind: 'ask', row: 7, code: 'license.half-used' };
  return { kind: 'adopt', row: 7, uuid: holder.uuid };
};

const decideEmpty = (bound: LicenseRow | undefined, freeAvailable: boolean): Decision => {
  if (bound) return { kind: 'write-same-again', row: 4, uuid: bound.uuid };
  if (freeAvailable) return { kind: 'take-free', row: 5 };
  return { kind: 'stop', row: 10, code: 'license.none-free' };
};
