/** Logs of virtual boards on their way into the emulated cloud: a good one, and one for each thing in the way. */
import type { BoardHabits } from '../../../src/model/board-habits';
import type { CloudFault } from '../../../src/virtual/cloud/state';
import { cloudBench, license, token } from '../../virtual/cloud-bench';

const pairing = `${token.region}${token.token}${token.secret}`;
const wire = (board: { heard(): string }) => Buffer.from(board.heard(), 'latin1');

const paired = async (fault?: CloudFault, habits: BoardHabits = {}) => {
  const board = cloudBench({ habits: { licensed: license, ...habits } });
  board.issue();
  if (fault) board.core.state.faults.push({ fault });
  await board.pass(5000);
  board.pair(pairing);
  await board.pass(20_000);
  return board;
};

/** Undefined: nothing read yet. */
export const bindScenes = async (): Promise<Readonly<Record<string, Buffer | undefined>>> => {
  const good = await paired();
  good.side.send(good.device()!.deviceId, [{ dpId: 1, value: true }]);
  await good.pass(2000);
  const bound = wire(good);
  good.forget();
  good.restart();
  await good.pass(9000);
  const wifi = (only: NonNullable<BoardHabits['wifi']>['only']) => paired(undefined, { wifi: { only } });
  const unlicensed = cloudBench({ habits: {} });
  await unlicensed.pass(8000);
  return {
    empty: undefined,
    good: bound,
    'bound-before': Buffer.concat([bound, wire(good)]),
    'wifi-password': wire(await wifi([{ ssid: 'Workshop', password: 'another1234' }])),
    'wifi-5ghz': wire(await wifi([{ ssid: 'Workshop', password: 'wifipass1234', band: '5' }])),
    'token-refused': wire(await paired('token-expired')),
    'license-elsewhere': wire(await paired('license-elsewhere')),
    'pid-mismatch': wire(await paired('unknown-pid')),
    'login-refused': wire(await paired('login-refused')),
    placeholder: wire(unlicensed),
    foreign: Buffer.from('I (30) boot: ESP-IDF v5.4 2nd stage bootloader\nConnecting to WiFi....\nWiFi connected\n'),
  };
};
