import { expect, it } from 'vitest';
import { isOpenAddress } from '../../../src/relay/outside/near-addresses';

/** RFC 6890 and the registries of special-purpose addresses it began. */

it.each([
  ['0.0.0.0', 'this host'],
  ['10.1.2.3', 'private'],
  ['100.64.0.1', 'shared by carriers'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback to its end'],
  ['169.254.169.254', 'link-local: where clouds keep the credentials of their machines'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private to its end'],
  ['192.0.0.8', 'protocol assignments'],
  ['192.168.0.1', 'private'],
  ['198.18.0.1', 'benchmarks'],
  ['203.0.113.9', 'documentation'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'IPv4 in IPv6'],
  ['::ffff:8.8.8.8', 'IPv4 in IPv6, whatever is in it'],
  ['64:ff9b::a00:1', 'IPv4 behind NAT64'],
  ['fe80::1', 'link-local'],
  ['fc00::1', 'unique local'],
  ['fd12:3456::1', 'unique local'],
  ['ff02::1', 'multicast'],
  ['2001::1', 'Teredo'],
  ['2001:db8::1', 'documentation'],
  ['2002:7f00:1::', '6to4 of 127.0.0.1'],
  ['fe80::1%lo', 'with a zone'],
  ['localhost', 'no address at all'],
  ['', 'nothing'],
])('%s is near: %s', (address) => {
  expect(isOpenAddress(address)).toBe(false);
});

it.each([
  '1.1.1.1',
  '8.8.8.8',
  '172.15.255.255',
  '172.32.0.1',
  '192.167.1.1',
  '223.255.255.255',
  '2606:4700::1111',
  '2a00:1450:4001::8a',
])('%s is open', (address) => {
  expect(isOpenAddress(address)).toBe(true);
});
