import { expect, test } from 'vitest';
import { adapterName, bridgeVendors } from '../../src/model/adapters';
import { grantWay, usualWay } from '../../src/model/port-grants';

test('what was seen here counts before what is usual for the system (browser-grants)', () => {
  expect(usualWay('Linux', true)).toBe('by-serial');
  expect(usualWay('macOS', true)).toBe('by-serial');
  expect(usualWay('Windows', true)).toBe('by-socket');
  expect(usualWay('other', true)).toBe('unknown');
  for (const system of ['Linux', 'macOS', 'Windows', 'other'] as const) {
    // Firefox keeps a port as long as the page is open, and none after that.
    const elsewhere = usualWay(system, false);
    expect(elsewhere).toBe('unknown');
    for (const usual of [usualWay(system, true), elsewhere]) {
      expect(grantWay(usual)).toBe(usual);
      expect(grantWay(usual, 'came-back')).toBe('came-back');
      expect(grantWay(usual, 'chosen-again')).toBe('chosen-again');
    }
  }
});

test('bridges have the names of their makers, others their ids', () => {
  expect(adapterName({ vendorId: 0x1a86, productId: 0x7523 })).toBe('CH340');
  expect(adapterName({ vendorId: 0x2341, productId: 0x43 })).toBe('2341:0043');
  expect(bridgeVendors).toContain(0x1a86);
});
