import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server somewhere, which a test answers for. */
export interface Elsewhere {
  /** `http://localhost:40001/` */
  url: string;
  /** `localhost:40001` */
  host: string;
  /** What was asked of it, in order. */
  asked: readonly string[];
  headers: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

export const openElsewhere = async (answer: RequestListener): Promise<Elsewhere> => {
  const asked: string[] = [];
  const headers: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    headers.push({ ...request.headers });
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/`,
    host,
    asked,
    headers,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
};
