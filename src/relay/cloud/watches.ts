/** Which pairing token a stream follows. The address of the stream holds a made-up name: addresses end up in logs. */

export interface Watch {
  /** Of the OpenAPI's poll; holds the token. */
  path: string;
  /** As `Clock.ticks`. */
  until: number;
}

/** A workshop's stations several times over. Those that are over make room first. */
export const mostWatches = 256;

/** Streams come back under the same name until their token is over. */
export const createWatches = (ticks: () => number, newName: () => string) => {
  const watches = new Map<string, Watch>();

  const tidy = (): void => {
    for (const [name, { until }] of watches) if (until <= ticks()) watches.delete(name);
  };

  return {
    /** The name of the stream, the same one for a token that is followed already; undefined when there are too many. */
    keep(watch: Watch): string | undefined {
      tidy();
      const [known] = [...watches].find(([, { path }]) => path === watch.path) ?? [];
      if (known === undefined && watches.size >= mostWatches) return undefined;
      const name = known ?? newName();
      watches.set(name, watch);
      return name;
    },
    find(name: string): Watch | undefined {
      tidy();
      return watches.get(name);
    },
  };
};
