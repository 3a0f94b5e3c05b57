import { BlockList, isIPv6 } from 'node:net';

/** Whether an address leads to this machine, into a network of one's own, or to nobody (the registries of IANA). */
export function isPrivateAddress(address: string): boolean {
  return createBlockList().check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

const subnetsOfVersion4: readonly (readonly [string, number])[] = [
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
];

/** Those that carry an address of version 4 inside (translation, 6to4, Teredo) are among them: it may be a private one. */
const subnetsOfVersion6: readonly (readonly [string, number])[] = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

function createBlockList(): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of subnetsOfVersion4) list.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of subnetsOfVersion6) list.addSubnet(network, prefix, 'ipv6');
  return list;
}
