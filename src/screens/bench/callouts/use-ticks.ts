import { useEffect, useState } from 'react';
import { ownClock } from '../../../model/clock';

/** `Clock.ticks`, anew every second as long as something runs. */
export const useTicks = (running: boolean): number => {
  const [ticks, setTicks] = useState(ownClock.ticks);
  useEffect(() => {
    if (!running) return;
    const ticking = setInterval(() => setTicks(ownClock.ticks()), 1000);
    return () => clearInterval(ticking);
  }, [running]);
  return ticks;
};
