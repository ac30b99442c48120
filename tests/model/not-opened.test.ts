import { expect, test } from 'vitest';
import { isKnownBad, type NotOpenedFacts, whyNotOpened } from '../../src/model/not-opened';

const facts: NotOpenedFacts = { system: 'Linux', browser: 'Chrome 156', met: false, braille: false, knownBad: false };

// M8WebDisplay 1 and 41, ggtag 28: on Linux the group first, where no such port was open before.
test.for([
  ['never opened here', facts, ['linux-group', 'other-program', 'modem-manager', 'snap']],
  ['opened here before', { ...facts, met: true }, ['other-program', 'modem-manager']],
  ['a CH340', { ...facts, met: true, braille: true }, ['other-program', 'modem-manager', 'braille']],
  ['Edge, which is no snap', { ...facts, browser: 'Edge 156' }, ['linux-group', 'other-program', 'modem-manager']],
  ['Windows', { ...facts, system: 'Windows' }, ['com-port', 'windows-driver', 'plug-anew']],
  ['macOS', { ...facts, system: 'macOS' }, ['other-program', 'mac-names', 'mac-driver']],
  ['ChromeOS', { ...facts, system: 'ChromeOS' }, ['linux-of-chromeos', 'other-program']],
  ['Android', { ...facts, system: 'Android' }, ['other-program', 'plug-anew']],
] as const)('%s', ([, given, reasons]) => {
  expect(whyNotOpened(given)).toEqual(reasons);
  expect(whyNotOpened({ ...given, knownBad: true })).toEqual(['known-bad', ...reasons]);
});

// esptool-js 206: 139.0.7258.66 on Linux and .67 on macOS; on Windows it connects. web-flasher 228: mended in .128.
test.for([
  ['Linux', '139.0.7258.66', true],
  ['macOS', '139.0.7258.67', true],
  ['Windows', '139.0.7258.67', false],
  ['Linux', '139.0.7258.128', false],
  ['Linux', '138.0.7204.183', false],
  ['Linux', '139', false],
  ['Linux', undefined, false],
] as const)('%s, Chromium %s: known for opening no ports: %s', ([system, full, bad]) => {
  expect(isKnownBad(system, full)).toBe(bad);
});
