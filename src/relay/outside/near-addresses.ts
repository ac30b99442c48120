/** Which addresses are not of the open internet: this computer, its network, and what no host there has (RFC 6890). */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

const near = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  near.addSubnet(network, bits, 'ipv4');

/** All that is routed, and in it what wraps an IPv4 address or is no host: Teredo, ORCHID, documentation, 6to4. */
const routed = new BlockList();
routed.addSubnet('2000::', 3, 'ipv6');
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  near.addSubnet(network, bits, 'ipv6');

/** `address` without brackets. What is no address at all is not open either. */
export const isOpenAddress = (address: string): boolean => {
  if (isIPv4(address)) return !near.check(address, 'ipv4');
  return isIPv6(address) && routed.check(address, 'ipv6') && !near.check(address, 'ipv6');
};
