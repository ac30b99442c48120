import type { OutsideKind } from '../../../src/model/outside';
import { BenchError } from '../../../src/model/problem';

/** Addresses and what is there; everything that is asked for is written down. */
export const offered = (files: Record<string, string | Uint8Array>) => {
  const asked: string[] = [];
  return {
    asked,
    files,
    async fetch(url: string, kind: OutsideKind): Promise<Uint8Array<ArrayBuffer>> {
      asked.push(`${kind} ${url}`);
      const file = files[url];
      if (file === undefined) throw new BenchError('catalogue.not-fetched', { reason: 'status', status: 404 });
      return new Uint8Array(typeof file === 'string' ? new TextEncoder().encode(file) : file);
    },
  };
};
