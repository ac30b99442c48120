/** Wi-Fi and token to a paired device: looked at before they are sent, whole or in sub-packets, and what it says to them (ble-pairing, section 8). */
import { BenchError } from '../model/problem';
import { commands } from '../protocols/tuya-ble/commands';
import type { Frame } from '../protocols/tuya-ble/frame';
import type { Mode } from '../protocols/tuya-ble/keys';
import {
  checkNetwork,
  type Network,
  networkLimits,
  networkResults,
  readNetworkResult,
  readSubPacketAck,
  splitNetwork,
  subPacketStates,
  writeNetwork,
} from '../protocols/tuya-ble/network';
import type { BleTalk } from './ble-talk';

/** `token`: region, token and secret as one text. `reg` sends the device to another cloud, also after a reset. */
export interface NetworkToSend extends Network {
  reg?: Readonly<Record<string, unknown>>;
}

/** What a person can mend about name and password, before anything is connected; undefined when they will do. */
export const networkProblem = ({ ssid, password }: Pick<Network, 'ssid' | 'password'>): BenchError | undefined => {
  switch (checkNetwork({ ssid, password })) {
    case undefined:
      return undefined;
    case 'no-ssid':
      return new BenchError('wifi.missing');
    case 'no-password':
      return new BenchError('wifi.open', { ssid });
    case 'password-too-long':
      return new BenchError('wifi.too-long', { field: 'password', most: networkLimits.password });
    default:
      return new BenchError('wifi.too-long', { field: 'ssid', most: networkLimits.ssid });
  }
};

/** The token is the cloud's, and nobody's to mend: a bad one is a bug. */
export const tokenProblem = (network: Network): BenchError | undefined => {
  const fault = networkProblem(network);
  if (fault) return fault;
  const reason = checkNetwork(network);
  return reason && new BenchError('unexpected', { reason });
};

const step = 'config';
/** The largest sub-packet a device announces. */
const mostContent = 960;
const flagBytes = 2;

type Said = { kind: 'result'; result: number } | { kind: 'acknowledged'; state: number };

/** A result answers no request by number; an acknowledgement does. */
const saidTo = ({ command, ackSn, data }: Frame, sn: number): Said | undefined => {
  if (command === commands.channelUp) {
    const result = readNetworkResult(data);
    return result === undefined ? undefined : { kind: 'result', result };
  }
  const acknowledged = command === commands.channelDown && ackSn === sn ? readSubPacketAck(data) : undefined;
  return acknowledged && { kind: 'acknowledged', state: acknowledged.state };
};

const refusal = (result: number): BenchError =>
  new BenchError('pair.refused', { result: result.toString(16).toUpperCase().padStart(2, '0') });

export interface Sending {
  talk: BleTalk;
  mode: Mode;
  withinMs: number;
  subPacketSize?: number;
  signal: AbortSignal;
}

export const sendNetwork = async (network: NetworkToSend, sending: Sending): Promise<void> => {
  const { talk, mode, withinMs, subPacketSize = mostContent, signal } = sending;
  const data = writeNetwork(network);
  const parts = data.length - flagBytes > subPacketSize ? splitNetwork(data, subPacketSize) : [data];
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const said = await talk.ask(
      { mode, command: commands.channelDown, data: part, step },
      (frame, sn) => {
        const one = saidTo(frame, sn);
        // The last part is acknowledged too; what counts comes after that.
        return isLast && one?.kind === 'acknowledged' && one.state === subPacketStates.all ? undefined : one;
      },
      { withinMs, signal },
    );
    if (!said) throw new BenchError('pair.not-listening', { step });
    if (said.kind === 'result' && said.result === networkResults.accepted) return;
    if (said.kind === 'result') throw refusal(said.result);
    if (isLast || said.state !== subPacketStates.next) throw refusal(said.state);
  }
};
