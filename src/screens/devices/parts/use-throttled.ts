import { useEffect, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';

/** Plots and readings redraw ten times a second at most, and rest while nobody looks (look.md, "Motion"). */
const everyMs = 100;

/** The store's state: the first change at once, then the latest when its time has come. */
export const useThrottled = <State>(store: StoreApi<State>): State => {
  const [shown, setShown] = useState(() => store.getState());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stale = false;
    const show = () => {
      stale = false;
      setShown(store.getState());
    };
    const changed = () => {
      stale = true;
      if (timer !== undefined || document.hidden) return;
      show();
      timer = setTimeout(() => {
        timer = undefined;
        if (stale) changed();
      }, everyMs);
    };
    const seen = () => !document.hidden && stale && changed();
    show();
    const stop = store.subscribe(changed);
    document.addEventListener('visibilitychange', seen);
    return () => {
      stop();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [store]);
  return shown;
};
