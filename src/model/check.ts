/** One check of the pre-flight: what was looked at before anything is touched. */
import type { Details, Problem } from './problem';

export const checkNames = [
  'board',
  'firmware',
  'licenses',
  'wifi',
  'bluetooth',
  'cloud',
  'clock',
  'product',
  'token',
] as const;
export type CheckName = (typeof checkNames)[number];

/** `unneeded`: the plan leaves out what it would be for. */
export type CheckState = 'ready' | 'not-ready' | 'unneeded' | 'looking';

export interface Check {
  name: CheckName;
  state: CheckState;
  /** Why it is not ready, with its words and ways out. */
  problem?: Problem;
  /** What was seen: `name`, `free`, `ssid`, `offsetMs`, `dataCentre`, `points`. */
  details: Details;
}
