import { useEffect, useState } from 'react';

/** Milliseconds since 1970, anew every `everyMs` as long as something runs and somebody looks. */
export const useClock = (running: boolean, everyMs: number): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const ticking = setInterval(() => !document.hidden && setNow(Date.now()), everyMs);
    return () => clearInterval(ticking);
  }, [running, everyMs]);
  return now;
};
