/** Who is at the other end of a connection, and at which step of the rail that stands. */
import type { BindMemory, BindStepName, BindView } from '../../model/bind';
import { isProven, stepOf } from './mark-steps';

/** The address service tells where the cloud is; the cloud takes calls; its broker messages. */
export type Peer = NonNullable<NonNullable<BindMemory['asking']>['peer']>;

/** Calls go over 443 and nothing else; brokers listen elsewhere (device-cloud, section 1). */
const callPort = 443;

export const peerOf = ({ memory }: BindView, host?: string, port?: number): Peer | undefined => {
  if (host === undefined) return memory?.asking?.peer;
  if (host === memory?.brokerHost && host !== memory.cloudHost) return 'broker';
  if (/(?:^|\.)iot-dns\.com$/.test(host)) return 'address';
  if (port !== undefined && port !== callPort) return 'broker';
  if (host === memory?.cloudHost || /^a\d*[.-]/.test(host)) return 'cloud';
  if (/^m\d*[.-]/.test(host)) return 'broker';
  // A name of somebody's own: whoever has not been told of a cloud yet asks where it is.
  return memory?.asking?.peer ?? (memory?.endpoints ? 'cloud' : 'address');
};

/** What it does, it does as a device of its cloud. */
const isDevice = (view: BindView): boolean =>
  view.boundBefore === true || isProven(view, 'activation') || view.memory?.login === 'device';

/** It has no token, and stands at the door of the QR way. */
const isWaiting = (view: BindView): boolean =>
  !isProven(view, 'token') &&
  (view.memory?.login === 'waiting' || view.memory?.endpoints === true || stepOf(view, 'channel').state !== 'ahead');

export const stepOfPeer = (view: BindView, peer: Peer | undefined): BindStepName => {
  if (isDevice(view)) return 'online';
  if (peer === 'broker') return isWaiting(view) ? 'channel' : 'online';
  if (peer === 'cloud') return 'tls';
  return view.memory?.endpoints && isProven(view, 'token') ? 'tls' : 'discovery';
};
