/** A wait that ends with its time or when somebody pokes, whichever is first. A poke while nobody waits ends the next wait. */
export const createAlarm = () => {
  let poked = false;
  let wake: (() => void) | undefined;
  const pause = (ms: number, stop: AbortSignal) =>
    new Promise<void>((over) => {
      const timer = setTimeout(end, ms);
      function end() {
        clearTimeout(timer);
        stop.removeEventListener('abort', end);
        over();
      }
      stop.addEventListener('abort', end);
    });
  return {
    poke() {
      poked = true;
      wake?.();
    },
    /** `ms` missing: until it is poked. Not sooner than `least`, however often somebody pokes. */
    async ring(ms: number | undefined, stop: AbortSignal, least = 0): Promise<void> {
      if (least > 0) await pause(least, stop);
      if (!poked && !stop.aborted)
        await new Promise<void>((over) => {
          const timer = ms === undefined ? undefined : setTimeout(end, Math.max(0, ms - least));
          function end() {
            clearTimeout(timer);
            stop.removeEventListener('abort', end);
            wake = undefined;
            over();
          }
          wake = end;
          stop.addEventListener('abort', end);
        });
      poked = false;
    },
  };
};
