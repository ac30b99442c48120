/** A plan as it is taken over from somebody else. Pure. */
import type { Plan } from '../../model/run';

/** Starts by itself only when the recipe asks for it and the person here has said so: whoever wrote it cannot know what is plugged in. */
export const takenOver = (plan: Plan, mayStart: boolean): Plan => ({
  ...plan,
  startByItself: plan.startByItself && mayStart,
});
