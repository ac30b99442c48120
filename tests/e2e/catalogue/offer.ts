import { createHash } from 'node:crypto';
import { buildImage, realMergedBytes } from '../../../src/virtual/esp/demo-image';
import { type Elsewhere, openElsewhere } from '../../relay/outside/elsewhere';

/** Somebody's catalogue on a server of this computer: what it offers can be changed while it is open. */
export interface Offer extends Elsewhere {
  files: Map<string, { type: string; body: Buffer }>;
}

const image = (appBytes: number, chip: 'esp32' | 'esp32s3' = 'esp32') =>
  Buffer.from(buildImage({ chip, merged: true, mergedBytes: realMergedBytes, appBytes }));
export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export const lamp = image(240_000);
export const lampS3 = image(240_000, 'esp32s3');
export const otherLamp = image(244_000);

export const readMe = [
  '# Lamp demo',
  '',
  'Switches one lamp. <img src=x onerror="document.title=1"> [a link](javascript:alert(1))',
  'Turned \u202ednuora\u202c here.',
].join('\n');

export const manifest = (hash: string | undefined) => ({
  name: 'Lamp demo',
  version: '2.1.0',
  builds: [
    { chipFamily: 'ESP32', parts: [{ path: 'lamp.bin', offset: 0, ...(hash && { sha256: hash }) }] },
    { chipFamily: 'ESP32-S3', parts: [{ path: 'lamp-s3.bin', offset: 0, sha256: sha256(lampS3) }] },
  ],
});

const json = (value: unknown) => ({ type: 'application/json', body: Buffer.from(JSON.stringify(value)) });
const bytes = (body: Buffer) => ({ type: 'application/octet-stream', body });

export const listed = {
  bindery: 'catalogue',
  version: 1,
  name: 'Spring workshop',
  about: 'What the two evenings in April begin with.',
  firmware: [
    { manifest: 'lamp/manifest.json', readme: 'lamp/README.md', about: 'A lamp with brightness and colour.' },
    { name: 'Bare lamp', version: '0.9', image: 'bare.bin', chips: ['ESP32'] },
    { name: 'Gone', manifest: 'gone/manifest.json' },
  ],
};

export const openOffer = async (): Promise<Offer> => {
  const files = new Map([
    ['/list.json', json(listed)],
    ['/lamp/manifest.json', json(manifest(sha256(lamp)))],
    ['/lamp/README.md', { type: 'text/markdown', body: Buffer.from(readMe) }],
    ['/lamp/lamp.bin', bytes(lamp)],
    ['/lamp/lamp-s3.bin', bytes(lampS3)],
    ['/bare.bin', bytes(otherLamp)],
  ]);
  const elsewhere = await openElsewhere((request, response) => {
    const file = files.get(request.url ?? '');
    if (file) response.writeHead(200, { 'Content-Type': file.type }).end(file.body);
    else response.writeHead(404, { 'Content-Type': 'text/plain' }).end('no');
  });
  return { ...elsewhere, files };
};

export const asJson = json;
