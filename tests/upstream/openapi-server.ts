import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EmulatedCloud } from '../../src/virtual/cloud/emulated-cloud';

export interface Passed {
  method: string;
  path: string;
  body: string;
  /** 0 for success. */
  code: number;
}

/** The emulated cloud's OpenAPI on a loopback port, with a record of what passed. */
export const serveOpenApi = async (cloud: EmulatedCloud) => {
  const passed: Passed[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = new Uint8Array(Buffer.concat(chunks));
    const method = incoming.method ?? 'GET';
    const path = incoming.url ?? '/';
    const headers = new Headers(
      Object.entries(incoming.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
    const noBody = method === 'GET' || body.length === 0;
    const request = new Request(`http://127.0.0.1${path}`, { method, headers, ...(noBody ? {} : { body }) });
    const answer = await cloud.openapi(request, method === 'GET' ? body : undefined);
    const text = await answer.text();
    passed.push({
      method,
      path,
      body: Buffer.from(body).toString(),
      code: (JSON.parse(text) as { code?: number }).code ?? 0,
    });
    outgoing.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, passed, close };
};
