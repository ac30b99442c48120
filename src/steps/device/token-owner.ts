/** Whom a device will belong to: the plan's word, the cloud's own habit, or the only asset there is. */
import { BenchError } from '../../model/problem';
import type { Plan, TokenOwner } from '../../model/run';
import { resolveOwner } from './resolve-owner';
import type { RunCloud } from './run-cloud';

/** Throws `token.no-owner` when several could be meant, or none. */
export const ownerFor = async (plan: Plan, place: RunCloud): Promise<TokenOwner> => {
  // An owner in a real project means nothing to the page's own cloud.
  if (plan.owner && place.place === 'relay') return plan.owner;
  if (place.owner) return place.owner;
  const resolved = await resolveOwner(place.cloud, undefined);
  if ('problem' in resolved) throw new BenchError(resolved.problem.code, resolved.problem.details);
  return resolved.owner;
};
