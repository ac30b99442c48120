/** A certificate authority of this computer's own, kept, and a server certificate under it for each start (device-cloud, section 1). */
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { DoorError } from './door';

/** The only curve that devices take. */
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const authorityName = 'CN=Bindery emulated cloud';
const years = 20;
const dayMs = 86_400_000;

export interface Authority {
  /** Path of the root certificate. */
  file: string;
  pem: string;
  /** Base64 of the DER, as discovery hands it out. */
  der: string;
  /** Key and certificate for these host names, both PEM; loopback is always among them. */
  issue(hosts: readonly string[]): Promise<{ key: string; cert: string }>;
}

const certificateFile = 'ca.pem';
const keyFile = 'ca-key.pem';

// A board's clock may stand in 1970, but whoever does look at dates should find them wide.
const validity = () => ({
  notBefore: new Date(Date.now() - dayMs),
  notAfter: new Date(Date.now() + years * 365 * dayMs),
});

const createKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
const keyPem = async (key: webcrypto.CryptoKey): Promise<string> =>
  PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
/** Positive, as a serial number has to be. */
const serial = (): string => `01${randomBytes(15).toString('hex')}`;

const create = async (folder: string): Promise<void> => {
  const keys = await createKeys();
  const root = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: authorityName,
    ...validity(),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const file = path.join(folder, keyFile);
  writeFileSync(file, await keyPem(keys.privateKey), { mode: 0o600 });
  // An older file keeps its mode when it is written over.
  chmodSync(file, 0o600);
  writeFileSync(path.join(folder, certificateFile), `${root.toString('pem')}\n`);
};

/**
 * The authority kept in `folder`, made when there is none: boards that were told this root keep finding their cloud.
 * Throws DoorError when what is there cannot be read.
 */
export const openAuthority = async (folder: string): Promise<Authority> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, certificateFile);
  if (!existsSync(file) || !existsSync(path.join(folder, keyFile))) await create(folder);
  try {
    const root = new X509Certificate(readFileSync(file, 'utf8'));
    const [pkcs8 = new ArrayBuffer(0)] = PemConverter.decode(readFileSync(path.join(folder, keyFile), 'utf8'));
    const signingKey = await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
    return {
      file,
      pem: root.toString('pem'),
      der: root.toString('base64'),
      async issue(hosts) {
        const keys = await createKeys();
        const names = [...new Set([...hosts, 'localhost', '127.0.0.1'])];
        const cert = await X509CertificateGenerator.create({
          serialNumber: serial(),
          // Another name than the root's, or the certificate would look signed by itself.
          subject: `CN=${names[0]}`,
          issuer: root.subject,
          ...validity(),
          signingAlgorithm: algorithm,
          publicKey: keys.publicKey,
          signingKey,
          extensions: [
            new BasicConstraintsExtension(false, undefined, true),
            new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
            await AuthorityKeyIdentifierExtension.create(root.publicKey),
            new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
            new SubjectAlternativeNameExtension(
              // Firmware compares with names alone, an address too (device-cloud, section 8).
              names.flatMap((host) => [
                { type: 'dns' as const, value: host },
                ...(isIP(host) === 0 ? [] : [{ type: 'ip' as const, value: host }]),
              ]),
            ),
          ],
        });
        return { key: await keyPem(keys.privateKey), cert: cert.toString('pem') };
      },
    };
  } catch (fault) {
    throw new DoorError(`cannot use the certificates in ${folder}: ${(fault as Error).message}`);
  }
};
