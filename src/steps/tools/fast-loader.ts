import type { ChipSession } from '../../chips/chip';
import type { RunContext } from '../run/step';

/** The loader, at the speed that writing would have. */
export const fastLoader = async ({
  hands,
  plan,
  signal,
}: Pick<RunContext, 'hands' | 'plan' | 'signal'>): Promise<ChipSession> => {
  const session = await hands.loader(signal);
  const speed = await hands.chooseSpeed(plan.baud);
  await session.prepare(speed.baud, signal);
  hands.tellSpeed();
  return session;
};
