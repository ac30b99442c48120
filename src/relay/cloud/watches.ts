/** Which pairing token a stream follows. The address of the stream holds a made-up name: addresses end up in logs. */

export interface Watch {
  /** Of the OpenAPI's poll; holds the token. */
  path: string;
  /** As `Clock.ticks`. */
  until: number;
}

/** Streams come back under the same name until their token is over. */
export const createWatches = (ticks: () => number, newName: () => string) => {
  const watches = new Map<string, Watch>();
  return {
    keep(watch: Watch): string {
      for (const [name, { until }] of watches) if (until <= ticks()) watches.delete(name);
      const name = newName();
      watches.set(name, watch);
      return name;
    },
    find: (name: string): Watch | undefined => watches.get(name),
  };
};
