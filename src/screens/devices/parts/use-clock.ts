import { useEffect, useState } from 'react';
import { momentOf, ownClock } from '../../../model/clock';

/** Now, anew every `everyMs` as long as something runs and somebody looks. */
export const useClock = (running: boolean, everyMs: number) => {
  const [now, setNow] = useState(() => momentOf(ownClock));
  useEffect(() => {
    if (!running) return;
    setNow(momentOf(ownClock));
    const ticking = setInterval(() => !document.hidden && setNow(momentOf(ownClock)), everyMs);
    return () => clearInterval(ticking);
  }, [running, everyMs]);
  return now;
};
