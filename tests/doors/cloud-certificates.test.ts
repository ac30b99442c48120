import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, createServer } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { type Authority, openAuthority } from '../../src/doors/cloud-certificates';
import { deviceTls, loopback } from '../../src/doors/cloud-tls';

/** Expectations: device-cloud, section 8: firmware compares with dNSName entries only, an address too. */

const authority = async (): Promise<Authority> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bindery-authority-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return openAuthority(folder);
};

it('a certificate for an address carries it as a name too', async () => {
  const { cert } = await (await authority()).issue(['10.9.9.1', 'cloud.test']);
  const names = new X509Certificate(cert).subjectAltName?.split(', ') ?? [];
  expect(names).toEqual([
    'DNS:10.9.9.1',
    'IP Address:10.9.9.1',
    'DNS:cloud.test',
    'DNS:localhost',
    'DNS:127.0.0.1',
    'IP Address:127.0.0.1',
  ]);
});

/** As the firmware's TLS looks at a certificate: the host among its names, or it ends the connection. */
const namesOnly = (host: string, { subjectaltname = '' }: { subjectaltname?: string }): Error | undefined =>
  subjectaltname.split(', ').includes(`DNS:${host}`) ? undefined : new Error(`${host} is none of ${subjectaltname}`);

it.each(['by its names alone', 'as a browser does'])(
  'a client that checks an address %s lets it through',
  async (way) => {
    const { issue, pem } = await authority();
    const server = createServer(deviceTls(await issue([loopback])), (socket) => socket.end('hello'));
    await new Promise<void>((listening) => server.listen(0, loopback, listening));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const told = await new Promise<string>((heard, failed) => {
      const socket = connect({
        host: loopback,
        port,
        ca: pem,
        ...(way === 'by its names alone' && { checkServerIdentity: (_, cert) => namesOnly(loopback, cert) }),
      });
      socket.on('data', (data) => heard(String(data)));
      socket.on('error', failed);
    });
    expect(told).toBe('hello');
  },
);
