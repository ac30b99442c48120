/** Register centre and ATOP over TLS: a request of Node's becomes one of the emulated cloud's, and back. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { DeviceDoor } from '../virtual/cloud/device-door';
import { deviceTls, listen } from './cloud-tls';

/** The longest recorded request has half a kilobyte; firmware with many modules sends a few more. */
const mostBytes = 64 * 1024;

const bodyOf = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += (piece as Buffer).length;
    if (size > mostBytes) return undefined;
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
};

const answer = async (door: DeviceDoor, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
  const body = await bodyOf(incoming);
  if (!body) {
    outgoing.writeHead(413, { connection: 'close' }).end();
    return;
  }
  // The host that was asked for plays no part, and may be anything.
  const url = new URL(incoming.url ?? '/', 'https://cloud.test');
  const method = incoming.method === 'POST' ? 'POST' : 'GET';
  const told = await door.http(
    new Request(url, { method, body: method === 'POST' ? new Uint8Array(body) : undefined }),
  );
  const text = Buffer.from(await told.arrayBuffer());
  // Chunked answers were never tried on a device (device-cloud, section 3).
  const type = told.headers.get('content-type');
  outgoing.writeHead(told.status, { ...(type ? { 'content-type': type } : {}), 'content-length': text.length });
  outgoing.end(text);
};

/** Throws DoorError when the port cannot be had. */
export const openHttps = async (door: DeviceDoor, port: number, pair: { key: string; cert: string }) => {
  const server = createServer(deviceTls(pair), (incoming, outgoing) => {
    answer(door, incoming, outgoing).catch(() => outgoing.destroy());
  });
  const listening = await listen(server, port, 'ATOP');
  return {
    port: listening,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
};
