import { networkProblem, openBleSession } from '../links/ble-session';
import type { RadioDevice, RadioFilter } from '../links/radio';
import type { BindView } from '../model/bind';
import { momentOf } from '../model/clock';
import type { License } from '../model/license';
import { BenchError } from '../model/problem';
import type { WifiNetwork } from '../model/wifi';
import { anyTuyaFilter, filtersFor } from '../protocols/tuya-ble/advertisement';
import { troubleError } from './ask-cloud';
import { waitForBind } from './bind-wait';
import { readLicense } from './license-dialogue';
import { makeToken } from './pairing-token';
import { releaseOverCable } from './release';
import { cloudIfAny, type RunCloud } from './run-cloud';
import type { RunContext, Step } from './step';
import { ownerFor } from './token-owner';

/** A phone takes its time; so does the person who holds it. */
const scanWithinMs = 5 * 60_000;
/** A scan without a chooser: a board that is on the air is heard within seconds. */
const foundWithinMs = 15_000;
/** Its banner comes first; where it stands with its cloud it says a moment later, or never. */
const saysWithinMs = 5000;

/** Bound before, or waiting for somebody who binds it. */
const saysWhere = ({ boundBefore, steps }: BindView): boolean =>
  boundBefore === true || steps.some(({ name, state }) => name === 'channel' && state !== 'ahead');

/** Whose AuthKey opens the conversation: the one just written, else the one the board shows. */
const licenseOf = async ({ learned, hands, signal }: RunContext): Promise<License> => {
  if (learned.license) return learned.license;
  const shell = await hands.shell(signal);
  const device = await readLicense(shell, signal);
  await shell.restoreLog();
  if (device.kind === 'none') throw new BenchError('bind.placeholder-license');
  if (device.kind !== 'valid') throw new BenchError('pair.no-license');
  return device.license;
};

/** Name and password are looked at before anything is connected: the board leaves after 30 s (ble-pairing, section 11). */
const networkOf = ({ wifi, plan }: RunContext): WifiNetwork => {
  const network = wifi();
  if (!network) throw new BenchError('wifi.missing', { ssid: plan.ssid ?? '' });
  const fault = networkProblem(network);
  if (fault) throw fault;
  return network;
};

/** What it may have been built for: the plan speaks of real boards only, a virtual one is as its firmware is. */
const pidsOf = ({ plan, virtual }: RunContext, place: RunCloud | undefined): readonly string[] =>
  plan.product && !virtual ? [plan.product] : (place?.pids ?? []);

/** Exactly this board, or, asked for, every device that speaks this language. */
const filtersOf = (context: RunContext, { uuid }: License, place: RunCloud | undefined): RadioFilter[] => {
  const known = pidsOf(context, place);
  if (context.anyDevice || known.length === 0) return [anyTuyaFilter];
  return known.flatMap((pid) => filtersFor({ uuid, pid }));
};

/** A person at the chooser has all the time there is; a radio that needs none has this. */
const findBoard = async (context: RunContext, filters: readonly RadioFilter[]): Promise<RadioDevice> => {
  const { lane, radio, signal } = context;
  lane.fact('pair', 'looking-for-board');
  const search = new AbortController();
  const stop = () => search.abort(signal.reason);
  signal.addEventListener('abort', stop);
  const tooLong = setTimeout(() => search.abort(new BenchError('radio.not-found')), foundWithinMs);
  try {
    return await radio.find(filters, search.signal, (ask) => {
      clearTimeout(tooLong);
      lane.station('pair', { state: 'yours' });
      lane.set({ radio: { state: 'asking', ask } });
      lane.fact('pair', 'choose-in-list');
    });
  } finally {
    clearTimeout(tooLong);
    signal.removeEventListener('abort', stop);
  }
};

const tokenFor = async ({ givenToken, plan, zone, ticks }: RunContext, place: RunCloud | undefined) => {
  if (givenToken) return givenToken;
  if (!place) throw new BenchError('cloud.no-relay');
  const made = await makeToken(place.cloud, await ownerFor(plan, place), zone, ticks);
  if (!made.ok) throw troubleError(made.trouble);
  return made.value;
};

/** One conversation. `was-bound`: it belongs to somebody, and nobody has said that it may be taken. */
const converse = async (context: RunContext, device: RadioDevice, license: License, place: RunCloud | undefined) => {
  const { lane, signal, learned, random } = context;
  const { name } = device;
  const network = networkOf(context);
  context.hide(network.password);
  lane.station('pair', { state: 'working' });
  lane.set({ radio: { state: 'connecting', name } });
  lane.fact('pair', 'connecting');
  const link = await device.connect(signal);
  const session = openBleSession(link, license, { random });
  context.endings.push(() => session.close());
  lane.set({ radio: { state: 'connected', name } });
  lane.fact('pair', 'handshake');
  await session.deviceInfo(signal);
  if ((await session.pair(signal)) === 'was-bound') {
    if (context.answer !== 'release') throw new BenchError('pair.was-bound', { uuid: license.uuid });
    await session.release(signal);
    await session.closed;
    return 'released';
  }
  lane.bind({ kind: 'witness', step: 'channel', witness: 'bluetooth', ...momentOf(context) });
  lane.fact('pair', 'paired');
  // Now, not earlier: it lives about five minutes.
  lane.fact('pair', 'getting-token');
  const token = await tokenFor(context, place);
  learned.token = token;
  context.hide(token.whole);
  context.hide(token.token);
  lane.fact('pair', 'wifi-sent', { ssid: network.ssid });
  await session.sendNetwork({ ...network, token: token.whole }, signal);
  // The board closes the link when it has reached the cloud; that is good news, and the only one over the air.
  void session.closed.then(() => lane.set({ radio: { state: 'closed', name } }));
  lane.fact('pair', 'wifi-accepted');
  return 'paired';
};

const byBluetooth = async (context: RunContext): Promise<void> => {
  networkOf(context);
  const place = await cloudIfAny(context);
  const license = await licenseOf(context);
  const filters = filtersOf(context, license, place);
  const done = await converse(context, await findBoard(context, filters), license, place);
  if (done === 'released') await converse(context, await findBoard(context, filters), license, place);
};

/** The phone brings the token; the bench draws the code and watches the board's log (ble-pairing, section 13). */
const byPhone = async (context: RunContext): Promise<void> => {
  const { lane, signal } = context;
  const [pid = ''] = pidsOf(context, await cloudIfAny(context));
  const license = await licenseOf(context);
  const told = lane.view.bind?.pid ?? pid;
  lane.set({ qr: `https://smartapp.tuya.com/s/p?p=${told}&uuid=${license.uuid}&v=2.0` });
  lane.station('pair', { state: 'yours' });
  lane.fact('pair', 'show-qr');
  const came = await waitForBind(
    lane,
    (view) => view.steps.some(({ name, state }) => name === 'token' && state === 'proven'),
    {
      withinMs: scanWithinMs,
      signals: [signal],
    },
  );
  lane.set({ qr: undefined });
  if (!came) throw new BenchError('bind.unheard', { seconds: scanWithinMs / 1000 });
  lane.station('pair', { state: 'working' });
  lane.fact('pair', 'paired');
};

export const pair: Step = {
  name: 'pair',
  async run(context) {
    const { lane, learned, plan, answer, hands, signal } = context;
    lane.set({ radio: undefined, qr: undefined });
    // The log tells what the air does not; it must be on.
    const shell = await hands.listen(signal);
    await shell.restoreLog();
    const said = await waitForBind(lane, saysWhere, { withinMs: saysWithinMs, signals: [signal] });
    const { boundBefore, deviceId = '' } = said ?? lane.view.bind ?? {};
    if (boundBefore && answer === 'keep-binding') {
      learned.keptBinding = true;
      lane.fact('pair', 'was-bound');
      return;
    }
    if (boundBefore && answer !== 'release') throw new BenchError('pair.was-bound', { deviceId });
    // A bound board that is online is not on the air: the cable is the way to it.
    if (boundBefore) await releaseOverCable(context);
    await (plan.pairBy === 'qr' ? byPhone(context) : byBluetooth(context));
  },
};
