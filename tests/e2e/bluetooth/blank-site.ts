import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An empty page on an address of its own. */
export const blankSite = async (use: (origin: string) => Promise<void>): Promise<void> => {
  const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<p>blank'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.close();
};
