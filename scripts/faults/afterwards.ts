/** What every whole run is asked after its fault: how it ended, and whether the next one goes through. */
import type { LaneView } from '../../src/model/run';
import { ledgerFaults } from './ledger-faults';
import type { Tab, Workshop } from './workshop';

export const told = ({ state, problem }: LaneView): string => (problem ? `${state} ${problem.code}` : state);

/** `last`: the run that followed the fault. Ends the workshop. */
export const wrongAfterwards = async (shop: Workshop, tab: Tab, last: LaneView): Promise<string[]> => {
  const wrong: string[] = [];
  if (last.state !== 'proven') wrong.push(`again: ${told(last)}`);
  await tab.close();
  if (shop.board.send) wrong.push('again: the port is open');
  if (!shop.holdsImage()) wrong.push('again: the flash is wrong');
  const late = shop.changedOutside();
  if (late) wrong.push(`again: changed outside the plan at ${late}`);
  wrong.push(...(await ledgerFaults(shop, true)));
  shop.end();
  return wrong;
};
