/** One log as this page sees it: a window that is asked for, and what is in it. Mount it anew for another log. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { LogOf, LogSeen, LogWish } from '../../../model/log-look';
import { useSurroundings } from '../../parts/bench-context';
import type { LogEye } from '../../parts/log-desk';

export interface FollowedLog {
  /** Undefined until it was shown for the first time. */
  seen: LogSeen | undefined;
  /** Of the window, for what is asked about it. */
  view: () => string | undefined;
}

/** `wish` without `of`; a new object is a new wish. */
export const useLog = (of: LogOf, wish: Omit<LogWish, 'of'>): FollowedLog => {
  const { logs } = useSurroundings();
  const [seen, setSeen] = useState<LogSeen>();
  const eye = useRef<LogEye>(undefined);
  const key = JSON.stringify(of);
  useEffect(() => {
    const own = logs?.open(setSeen);
    eye.current = own;
    return () => own?.leave();
  }, [logs]);
  useEffect(() => eye.current?.look({ ...wish, of: JSON.parse(key) as LogOf }), [key, wish]);
  return useMemo(() => ({ seen, view: () => eye.current?.view }), [seen]);
};
