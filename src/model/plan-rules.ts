/** What a plan means for one board. */
import type { Plan, StationName } from './run';

/** A real board is bound when the plan names its product; a virtual one in any case, by what its firmware was built for. */
export const bindsBoard = (plan: Pick<Plan, 'product'>, virtual: boolean): boolean =>
  virtual || plan.product !== undefined;

const binding: readonly StationName[] = ['pair', 'activate', 'control'];

/** Left out though the plan has it, since nobody said for which product. */
export const unboundStation = (plan: Plan, name: StationName, virtual: boolean): boolean =>
  name !== 'recognise' && plan[name] && binding.includes(name) && !bindsBoard(plan, virtual);

/** The plan as it is carried out on this board. */
export const planFor = (plan: Plan, virtual: boolean): Plan =>
  bindsBoard(plan, virtual) ? plan : { ...plan, pair: false, activate: false, control: false };
