/** What devices accept of TLS (device-cloud, section 1), and listening on the loopback address alone. */

import type { AddressInfo, Server } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { own } from '../model/own';
import { DoorError } from './door';

export const loopback = '127.0.0.1';

export const deviceTls = (pair: { key: string; cert: string }): SecureContextOptions => ({
  ...pair,
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
  ciphers: ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-SHA256'].join(':'),
  ecdhCurve: 'P-256',
});

const advice: Readonly<Record<string, string>> = {
  EACCES: 'this user may not open ports below 1024; choose another or allow it',
  EADDRINUSE: 'another program has it',
};

/** The port in use; 0 takes a free one. Throws DoorError. */
export const listen = (server: Server, port: number, what: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) => {
      const why = own(advice, fault.code ?? '') ?? fault.message;
      reject(new DoorError(`cannot open port ${port} for ${what}: ${why}`));
    });
    server.listen(port, loopback, () => resolve((server.address() as AddressInfo).port));
  });
