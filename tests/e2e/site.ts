import { dist } from '../../scripts/files';
import { type Serving, serve } from '../../src/relay/serve';

/** The built bench behind the server that `npm start` uses, on a port of its own, so that no test meets another's storage. */
export interface Site {
  readonly origin: string;
  /** Stops answering; the origin stays the same for `resume`. */
  stop(): Promise<void>;
  resume(): Promise<void>;
}

/** `folder` instead of the build itself, for a version that was never released. */
export const openSite = async (folder = dist): Promise<Site> => {
  let serving: Serving | undefined = await serve(folder, 0);
  const { origin, port } = serving;
  return {
    origin,
    async stop() {
      await serving?.close();
      serving = undefined;
    },
    async resume() {
      serving ??= await serve(folder, port);
    },
  };
};
