/** The plan and a lane per board: comes with the first board, an empty bench does without. */
import { useBenchView } from '../parts/bench-context';
import { FlashDrawer } from './flash/flash-drawer';
import { Lane } from './lane/lane';
import { PlanBar } from './plan/plan-bar';

export const Lanes = ({ editPlan }: { editPlan: () => void }) => {
  const lanes = useBenchView((view) => view.lanes);
  return (
    <>
      <PlanBar edit={editPlan} />
      {lanes.map((lane) => (
        <Lane key={lane.id} lane={lane} editPlan={editPlan} below={<FlashDrawer lane={lane} />} />
      ))}
    </>
  );
};
