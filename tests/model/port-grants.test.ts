import { expect, test } from 'vitest';
import { adapterName, bridgeVendors } from '../../src/model/adapters';
import { grantWay, usualWay } from '../../src/model/port-grants';

test('what was seen here counts before what is usual for the system (browser-grants)', () => {
  expect(grantWay('Linux')).toBe('by-serial');
  expect(grantWay('macOS')).toBe('by-serial');
  expect(grantWay('Windows')).toBe('by-socket');
  expect(grantWay('other')).toBe('unknown');
  for (const system of ['Linux', 'macOS', 'Windows', 'other'] as const) {
    expect(grantWay(system, 'came-back')).toBe('came-back');
    expect(grantWay(system, 'chosen-again')).toBe('chosen-again');
    expect(usualWay(system)).toBe(grantWay(system));
  }
});

test('bridges have the names of their makers, others their ids', () => {
  expect(adapterName({ vendorId: 0x1a86, productId: 0x7523 })).toBe('CH340');
  expect(adapterName({ vendorId: 0x2341, productId: 0x43 })).toBe('2341:0043');
  expect(bridgeVendors).toContain(0x1a86);
});
