import { expect, it } from 'vitest';
import { serialReach, watchChooser } from '../../src/app/browser-facts';
import type { BrowserFacts } from '../../src/screens/parts/bench-context';

type Browser = Pick<BrowserFacts, 'system' | 'name'>;
const none = { serial: false, secure: true };

it.each<[BrowserFacts['serial'], string, { serial: boolean; secure: boolean }, Browser]>([
  [
    'yes',
    'the feature is there, whatever its name',
    { serial: true, secure: true },
    { system: 'Linux', name: 'This browser' },
  ],
  ['yes', 'Firefox from 151', { serial: true, secure: true }, { system: 'Linux', name: 'Firefox 153' }],
  ['yes', 'Chrome on Android from 138', { serial: true, secure: true }, { system: 'Android', name: 'Chrome 148' }],
  ['off', 'Firefox that could, by a policy', none, { system: 'Windows', name: 'Firefox 153' }],
  ['off', 'Chrome that could', none, { system: 'macOS', name: 'Chrome 156' }],
  ['off', 'Brave, which is Chromium', none, { system: 'Linux', name: 'Brave 156' }],
  ['no', 'Firefox before it', none, { system: 'Linux', name: 'Firefox 150' }],
  ['no', 'Safari', none, { system: 'macOS', name: 'Safari 26' }],
  ['phone', 'iPhone', none, { system: 'iOS', name: 'Safari 26' }],
  ['phone', 'Firefox on Android', none, { system: 'Android', name: 'Firefox 153' }],
  [
    'insecure',
    'an address of the network without TLS',
    { serial: false, secure: false },
    { system: 'Linux', name: 'Chrome 156' },
  ],
])('feature and reach, never the name: %s for %s', (reach, _, page, browser) => {
  expect(serialReach(page, browser)).toBe(reach);
});

const chooser = async (tookMs: number, end: { name: string } | 'port') => {
  let now = 0;
  const told: BrowserFacts['serialBlocked'][] = [];
  const serial = watchChooser(
    {
      requestPort: async () => {
        now += tookMs;
        if (end === 'port') return {} as SerialPort;
        throw new DOMException('no', end.name);
      },
    },
    (blocked) => told.push(blocked),
    () => now,
  );
  await serial.requestPort().catch(() => undefined);
  return told;
};

it('a browser whose feature is switched off by policy is told so', async () => {
  expect(await chooser(3, { name: 'NotFoundError' })).toEqual(['policy']);
  expect(await chooser(3, { name: 'SecurityError' })).toEqual(['page']);
});

it('a list that a person closed, or chose from, is no policy', async () => {
  expect(await chooser(900, { name: 'NotFoundError' })).toEqual([undefined]);
  expect(await chooser(2000, 'port')).toEqual([undefined]);
});

it('hands on what the browser said', async () => {
  const fault = new DOMException('no', 'NotFoundError');
  const serial = watchChooser({ requestPort: () => Promise.reject(fault) }, () => {});
  await expect(serial.requestPort()).rejects.toBe(fault);
});
