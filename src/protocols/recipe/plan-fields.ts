/** What of a plan may be kept and handed over: these fields and no others, whatever else clings to the object. */
import { type Plan, type StationName, stationNames, type TokenOwner } from '../../model/run';

/** The stations a plan has a say in: `recognise` always runs. */
export const plannedStations = stationNames.filter((name) => name !== 'recognise') as readonly Exclude<
  StationName,
  'recognise'
>[];

const plainOwner = (owner: TokenOwner): TokenOwner =>
  owner.kind === 'asset' ? { kind: 'asset', id: owner.id, name: owner.name } : { kind: 'user', uid: owner.uid };

export const plainPlan = (plan: Plan): Plan => ({
  flash: plan.flash,
  license: plan.license,
  verify: plan.verify,
  boot: plan.boot,
  pair: plan.pair,
  activate: plan.activate,
  control: plan.control,
  ...(plan.product !== undefined && { product: plan.product }),
  pairBy: plan.pairBy,
  ...(plan.ssid !== undefined && { ssid: plan.ssid }),
  ...(plan.owner && { owner: plainOwner(plan.owner) }),
  ...(plan.firmware !== undefined && { firmware: plan.firmware }),
  ...(plan.batch !== undefined && { batch: plan.batch }),
  ...(plan.otp && { otp: true }),
  ...(plan.baud !== undefined && { baud: plan.baud }),
  startByItself: plan.startByItself,
});

/** The same work, written the same way. */
export const samePlan = (a: Plan, b: Plan): boolean => JSON.stringify(plainPlan(a)) === JSON.stringify(plainPlan(b));
