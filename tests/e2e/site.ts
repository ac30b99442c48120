import type { Hono } from 'hono';
import { dist } from '../../scripts/files';
import { type Serving, serve } from '../../src/relay/serve';

/** The built bench behind the server that `npm start` uses, on a port of its own, so that no test meets another's storage. */
export interface Site {
  readonly origin: string;
  /** Stops answering; the origin stays the same for `resume`. */
  stop(): Promise<void>;
  resume(): Promise<void>;
}

/** `folder` instead of the build itself, for a version that was never released; `outside` fetches from elsewhere. */
export const openSite = async (folder = dist, outside?: Hono): Promise<Site> => {
  let serving: Serving | undefined = await serve(folder, 0, false, undefined, outside);
  const { origin, port } = serving;
  return {
    origin,
    async stop() {
      await serving?.close();
      serving = undefined;
    },
    async resume() {
      serving ??= await serve(folder, port, false, undefined, outside);
    },
  };
};
