/** Wi-Fi and token as they arrive, whole or in sub-packets, and what is answered (ble-pairing, section 8). */
import { utf8Length } from '../../model/data-point-rules';
import { joinBytes } from '../../protocols/tuya-ble/bytes';
import { commands } from '../../protocols/tuya-ble/commands';
import {
  networkLimits,
  networkResults,
  readNetwork,
  readSubPacket,
  subPacketStates,
  writeNetworkResult,
  writeSubPacketAck,
} from '../../protocols/tuya-ble/network';
import { isSilent, type NetworkTold, type RadioHost } from './radio-host';
import type { Request, Steps, Talk } from './radio-talk';

export interface Channel {
  hear(talk: Talk, request: Request): Steps;
}

const leastData = 3;
const subPacketed = 0x02;
const mostTotal = 1024;
const configuration = 0x0001;

type Field = keyof typeof networkLimits;
const shownAs: Readonly<Record<Field, string>> = { ssid: 'ssid', password: 'passwd', token: 'token' };

/** The first generation looks at no length at all (section 8, "Limits"). */
const badLength = ({ generation, log }: RadioHost, told: NetworkTold): boolean => {
  if (generation === 1) return false;
  for (const field of ['ssid', 'password', 'token'] as const) {
    const length = Math.min(utf8Length(told[field]), networkLimits[field] + 1);
    if (length > 0 && length <= networkLimits[field]) continue;
    log('E', 'ble_netcfg.c:82', `${shownAs[field]} len invalid:${length}`);
    return true;
  }
  return false;
};

const readTold = (host: RadioHost, data: Uint8Array): NetworkTold | number => {
  const { log, generation } = host;
  const told = readNetwork(data);
  if (told === undefined || told === 'not-json') {
    log('E', 'ble_netcfg.c:46', ' json parse error.');
    return networkResults.notJson;
  }
  const { ssid, password, token } = told;
  if (ssid === undefined || token === undefined) {
    log('E', 'ble_netcfg.c:54', ' json get error.');
    return networkResults.refused;
  }
  if (password === undefined) {
    log('E', 'ble_netcfg.c:68', ' json get passwd error.');
    return networkResults.refused;
  }
  // Later sources print the whole JSON instead.
  if (generation >= 3) {
    const text = JSON.stringify({ ssid, pwd: password, token });
    log('D', 'ble_netcfg.c:41', `ble netcfg recv str: ${text}`);
  } else log('N', 'ble_netcfg.c:96', `cfg ssid:${ssid}, passwd:${password}, token:${token}`);
  const network = { ssid, password, token };
  return badLength(host, network) ? networkResults.refused : network;
};

function* configure(talk: Talk, data: Uint8Array): Steps {
  const { host } = talk;
  const type = ((data[2] ?? 0) << 8) | (data[3] ?? 0);
  host.log('D', 'ble_channel.c:96', `ble channel type:${type.toString(16)}`);
  if (type !== configuration) return;
  const take = host.configure();
  if (!take || isSilent(host, 'config')) {
    host.log('D', 'ble_channel.c:102', `ble channel not add :${type.toString(16)}`);
    return;
  }
  const told = readTold(host, data);
  const result = typeof told === 'number' ? told : networkResults.accepted;
  if (typeof told !== 'number') take(told);
  yield* talk.say(commands.channelUp, 0, writeNetworkResult(result, host.junk()));
}

export const createChannel = (): Channel => {
  let total = 0;
  let expected = 0;
  let collected = new Uint8Array();

  const begin = (bytes: number): void => {
    total = bytes;
    expected = 0;
    collected = new Uint8Array();
  };

  function* takeSubPacket(talk: Talk, { frame }: Request): Steps {
    const packet = readSubPacket(frame.data);
    if (!packet) return;
    if (packet.total !== undefined) begin(packet.total);
    const { flags, number, content } = packet;
    // Told again or beforehand; the fourth generation does not even say so.
    if (number !== expected && talk.host.generation === 4) return;
    if (total < 2 || total > mostTotal || collected.length + content.length > total) {
      begin(0);
      return;
    }
    expected = number + 1;
    collected = joinBytes(collected, content) as Uint8Array<ArrayBuffer>;
    const whole = collected.length === total;
    const state = whole ? subPacketStates.all : subPacketStates.next;
    const counts = { length: content.length, received: collected.length, total };
    yield* talk.say(frame.command, frame.sn, writeSubPacketAck({ flags, state, number, ...counts }));
    if (!whole) return;
    const data = joinBytes(frame.data.slice(0, 2), collected);
    begin(0);
    yield* configure(talk, data);
  }

  return {
    *hear(talk, request) {
      const { data } = request.frame;
      if (data.length < leastData) return;
      if ((data[1] ?? 0) & subPacketed) yield* takeSubPacket(talk, request);
      else if (data.length > leastData) yield* configure(talk, data);
    },
  };
};
