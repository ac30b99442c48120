import { useEffect, useState } from 'react';
import { ownClock } from '../../../../model/clock';

/** `Clock.ticks`, once a second; it rests with the page. */
export const useSecond = (): number => {
  const [now, setNow] = useState(ownClock.ticks);
  useEffect(() => {
    const timer = setInterval(() => setNow(ownClock.ticks()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
};
