import { isTokenCall, verify } from '../../protocols/openapi/sign';
import { checkAccessToken } from './access-tokens';
import { refuse } from './call';
import type { CloudCore } from './core';
import type { CloudFault, CloudProject } from './state';

/** What stands before every call: project, clock, signature, token, standing, frequency. */

export interface Arrived {
  method: string;
  /** As it travelled, still percent-encoded. */
  pathAndQuery: string;
  header(name: string): string | null;
  body: Uint8Array;
}

/** Five minutes either way: the documentation gives no figure, one answer of the vendor's does (openapi, section 4). */
const windowMs = 300_000;

/** By how much the cloud's clock is ahead under the fault; the caller's clock is then ten minutes behind. */
const skewMs = 600_000;

/**
 * Milliseconds by the cloud's own clock, which also every answer carries. Being asked does not use the fault up: a clock
 * that was off once only would refuse the very caller who corrected for it.
 */
export const cloudNow = (core: CloudCore): number => core.world.now() + (core.isSet('clock-skew') ? skewMs : 0);

/** Faults that keep even a token from being given, and those that keep only a call from being answered. */
const beforeToken: readonly [CloudFault, number][] = [
  ['cross-region', 2007],
  ['data-centre-suspended', 28841107],
];
const beforeCall: readonly [CloudFault, number][] = [
  ['subscription-expired', 28841002],
  ['not-subscribed', 28841101],
  ['rate-limit', 1110],
];

const stopFor = (core: CloudCore, faults: readonly [CloudFault, number][]): void => {
  for (const [fault, code] of faults) if (core.strikes(fault)) refuse(code);
};

const projectOf = (core: CloudCore, accessId: string): CloudProject => {
  const project = core.state.projects.find((each) => each.accessId === accessId);
  if (!project) return refuse(1005);
  // A project whose secret was reset in the console and not made anew.
  return project.secret === '' ? refuse(1001) : project;
};

const checkTime = (t: string, now: number): void => {
  if (/^\d{13}$/.test(t) && Math.abs(Number(t) - now) <= windowMs) return;
  refuse(1013);
};

/** The project that may call, or a `Refusal` in the order of a gateway: who, when, signed, token, standing. */
export const passGate = (core: CloudCore, call: Arrived, now: number): CloudProject => {
  const accessId = call.header('client_id') ?? '';
  const t = call.header('t') ?? '';
  if (accessId === '' || t === '' || !call.header('sign')) refuse(1105);
  stopFor(core, beforeToken);
  const project = projectOf(core, accessId);
  checkTime(t, now);
  if (!verify(call, project.secret)) refuse(1004);
  if (isTokenCall(call.pathAndQuery)) return project;
  checkAccessToken(core, project, call.header('access_token') ?? '');
  stopFor(core, beforeCall);
  return project;
};

/** Counts calls of one project and kind by the second of the cloud's clock (openapi, section 6). */
export const createFrequencyLimit = (): ((key: string, perSecond: number, now: number) => void) => {
  const calls = new Map<string, number[]>();
  return (key, perSecond, now) => {
    const recent = (calls.get(key) ?? []).filter((at) => at > now - 1000 && at <= now);
    if (recent.length >= perSecond) {
      calls.set(key, recent);
      refuse(1110);
    }
    calls.set(key, [...recent, now]);
  };
};
