import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { staticFiles } from './static-files';

/** Opens the loopback address and nothing else. */

export interface Serving {
  /** For example `http://127.0.0.1:4173`, without a slash at the end. */
  origin: string;
  port: number;
  close(): Promise<void>;
}

const tried = 20;

const listen = (root: string, port: number): Promise<Serving> =>
  new Promise((done, failed) => {
    const server = createAdaptorServer({ fetch: staticFiles(root).fetch });
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      const taken = (server.address() as AddressInfo).port;
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          // Browsers keep connections alive; without this, closing waits for them.
          if ('closeAllConnections' in server) server.closeAllConnections();
        });
      done({ origin: `http://127.0.0.1:${taken}`, port: taken, close });
    });
  });

const isTaken = (fault: unknown): boolean => fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE';

/**
 * Serves `root` on `port`, or on one of the next few when it is taken and `orNext` is set; 0 lets the system choose.
 * Throws what listening throws (`EADDRINUSE`, `EACCES`).
 */
export const serve = async (root: string, port: number, orNext = false): Promise<Serving> => {
  for (let offset = 0; ; offset++) {
    try {
      return await listen(root, port + offset);
    } catch (fault) {
      if (!orNext || !isTaken(fault) || offset >= tried) throw fault;
    }
  }
};
