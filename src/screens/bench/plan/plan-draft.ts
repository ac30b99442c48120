/** A plan while it is edited, with what is not part of a plan: the password beside it. Pure. */
import { utf8Length } from '../../../model/data-point-rules';
import type { Problem } from '../../../model/problem';
import type { Plan } from '../../../model/run';
import { networkLimits } from '../../../protocols/tuya-ble/network';
import { wifiProblem } from '../../../steps/run/preflight';
import type { OwnerChoice } from '../../parts/token-owner';

export interface Draft {
  plan: Plan;
  /** As typed; empty = the one that is held, if there is one. */
  password: string;
  /** Undefined as long as nobody looked at who there is. */
  owner?: OwnerChoice;
}

export interface DraftPart {
  draft: Draft;
  change: (change: Partial<Plan>) => void;
}

/** The bench hands the network over only when it pairs by Bluetooth. */
export const handsWifi = ({ pair, pairBy }: Plan): boolean => pair && pairBy === 'bluetooth';

/** What keeps a draft from being kept: a name no board can hold, or a password none can. */
export const draftProblem = ({ plan, password }: Draft): Problem | undefined => {
  if (!handsWifi(plan) || plan.ssid === undefined) return undefined;
  if (password !== '') return wifiProblem(plan.ssid, password);
  if (utf8Length(plan.ssid) <= networkLimits.ssid) return undefined;
  return { code: 'wifi.too-long', details: { field: 'ssid', most: networkLimits.ssid } };
};
