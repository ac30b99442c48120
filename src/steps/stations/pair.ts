import { type BleSession, networkProblem, openBleSession } from '../../links/ble-session';
import type { RadioDevice, RadioFilter } from '../../links/radio';
import type { BindView } from '../../model/bind';
import { chipNames, radioOf } from '../../model/chip';
import { momentOf } from '../../model/clock';
import type { License } from '../../model/license';
import { BenchError } from '../../model/problem';
import type { WifiNetwork } from '../../model/wifi';
import { anyTuyaFilters, filterOfBoundLike, filtersFor } from '../../protocols/tuya-ble/advertisement';
import { secKeyOf } from '../../records/device-keys';
import { troubleError } from '../device/ask-cloud';
import { makeToken } from '../device/pairing-token';
import { cloudIfAny, type RunCloud } from '../device/run-cloud';
import { ownerFor } from '../device/token-owner';
import type { RunContext, Step } from '../run/step';
import { bindSettled, waitForBind } from './bind-wait';
import { readLicense } from './license-dialogue';
import { releaseOverCable, saysWhere } from './release';

/** A phone takes its time; so does the person who holds it. */
const scanWithinMs = 5 * 60_000;
/** A scan without a chooser: a board that is on the air is heard within seconds. */
const foundWithinMs = 15_000;
/** Its banner comes first; where it stands with its cloud it says a moment later, or never. */
const saysWithinMs = 5000;

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

/**
 * Exactly this board, as it shows itself without a binding, and with one where this bench holds its keys. `bound`: with
 * anybody's; then its license alone tells no more than that somebody owns it. Asked for, every device of this language.
 */
const filtersOf = async (
  context: RunContext,
  { uuid }: License,
  place: RunCloud | undefined,
  bound: boolean,
): Promise<readonly RadioFilter[]> => {
  const { anyDevice, virtual, learned, db } = context;
  const known = pidsOf(context, place);
  // Nobody chooses among virtual boards: any of them would be the next best.
  if ((anyDevice && !virtual) || known.length === 0) return anyTuyaFilters;
  const secKey = learned.identity?.secKey ?? (await secKeyOf(db, uuid));
  const exact = known.flatMap((pid) => filtersFor({ uuid, pid, ...(secKey && { secKey }) }));
  return (bound || anyDevice) && !secKey ? [...exact, filterOfBoundLike(uuid)] : exact;
};

/** A person at the chooser has all the time there is; a radio that needs none has this. */
const findBoard = async (
  { lane, radio, signal }: RunContext,
  filters: readonly RadioFilter[],
  list: number | undefined,
): Promise<RadioDevice> => {
  lane.fact('pair', 'looking-for-board');
  const search = new AbortController();
  const stop = () => search.abort(signal.reason);
  signal.addEventListener('abort', stop);
  const tooLong = setTimeout(() => search.abort(new BenchError('radio.not-found')), foundWithinMs);
  try {
    const asking = (ask: number) => {
      clearTimeout(tooLong);
      lane.station('pair', { state: 'yours' });
      lane.set({ radio: { state: 'asking', ask } });
      lane.fact('pair', 'choose-in-list');
    };
    return await radio.find(filters, search.signal, asking, list);
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

/** What the board was seen to be before: nobody has asked it yet, it said that it lets go, or it was asked and may have. */
type Before = 'not-asked' | 'said' | 'asked';

/** How often a board is asked to let go that is bound each time it is met. */
const mostAsked = 2;

/** The deed counts and not the answer: one that never comes is settled by looking at the board once more. */
const letGoOf = async ({ lane, signal }: RunContext, session: BleSession): Promise<Before> => {
  lane.fact('pair', 'letting-go');
  try {
    const how = await session.release(signal);
    return how === 'said' ? 'said' : 'asked';
  } catch (fault) {
    if (!(fault instanceof BenchError) || fault.code !== 'pair.no-answer') throw fault;
    await session.close();
    return 'asked';
  } finally {
    // What its log told of the old binding is over.
    lane.bind({ kind: 'restart' });
  }
};

/** One conversation. Throws `pair.was-bound` when it belongs to somebody and nobody has said that it may be taken. */
const converse = async (
  context: RunContext,
  device: RadioDevice,
  license: License,
  place: RunCloud | undefined,
  before: Before,
): Promise<'paired' | Before> => {
  const { lane, signal, learned, random } = context;
  const { name } = device;
  const network = networkOf(context);
  context.hide(network.password);
  lane.station('pair', { state: 'working' });
  lane.set({ radio: { state: 'connecting', name } });
  lane.fact('pair', 'connecting');
  const link = await device.connect(signal);
  const session = openBleSession(link, license, { random, reopen: (again) => device.connect(again) });
  context.endings.push(() => session.close());
  lane.set({ radio: { state: 'connected', name } });
  lane.fact('pair', 'handshake');
  const { bound } = await session.deviceInfo(signal);
  // Both have to say that it is free: nobody else's device is given a network.
  if ((await session.pair(signal)) === 'was-bound' || bound) {
    if (!context.said('release')) throw new BenchError('pair.was-bound', { uuid: license.uuid });
    if (before === 'said') throw new BenchError('pair.still-bound');
    return letGoOf(context, session);
  }
  if (before !== 'not-asked') {
    context.settled('release');
    lane.fact('pair', 'released');
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
  // From here on the board may have it, whatever is heard of that.
  context.settled('token');
  await session.sendNetwork({ ...network, token: token.whole }, signal);
  // The board closes the link when it has reached the cloud; that is good news, and the only one over the air.
  void session.closed.then(() => lane.set({ radio: { state: 'closed', name } }));
  learned.deed = 'paired';
  lane.fact('pair', 'wifi-accepted');
  return 'paired';
};

const byBluetooth = async (context: RunContext): Promise<void> => {
  networkOf(context);
  const place = await cloudIfAny(context);
  const license = await licenseOf(context);
  let { list } = context;
  let before: Before = 'not-asked';
  for (let asked = 0; asked <= mostAsked; asked += 1) {
    // Said to be free, it is found by what only a free board shows.
    const bound = context.said('release') && before !== 'said';
    const device = await findBoard(context, await filtersOf(context, license, place, bound), list);
    list = undefined;
    const end = await converse(context, device, license, place, before);
    if (end === 'paired') return;
    before = end;
  }
  throw new BenchError('pair.still-bound');
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
  const hasToken = (view: BindView) => view.steps.some(({ name, state }) => name === 'token' && state === 'proven');
  const end = await bindSettled(lane, hasToken, {
    withinMs: scanWithinMs,
    signals: [signal],
    ticks: context.ticks,
  });
  lane.set({ qr: undefined });
  // There is no code to scan before the board has reached its cloud.
  if (end.kind === 'stuck') throw new BenchError(end.fault.code, end.fault.details);
  const { fault } = lane.view.bind ?? {};
  if (end.kind === 'late' && fault) throw new BenchError(fault.code, fault.details);
  if (end.kind === 'late') throw new BenchError('pair.not-scanned', { seconds: scanWithinMs / 1000 });
  lane.station('pair', { state: 'working' });
  lane.fact('pair', 'paired');
};

export const pair: Step = {
  name: 'pair',
  async run(context) {
    const { lane, learned, plan, hands, signal } = context;
    lane.set({ radio: undefined, qr: undefined });
    const { chip } = lane.view.chip ?? {};
    const has = chip && radioOf(chip);
    if (has && !has.wifi) throw new BenchError('pair.chip-no-wifi', { chip: chipNames[chip] });
    if (has && !has.bluetooth && plan.pairBy === 'bluetooth')
      throw new BenchError('pair.chip-no-bluetooth', { chip: chipNames[chip] });
    // The log tells what the air does not; it must be on.
    const shell = await hands.listen(signal);
    await shell.restoreLog();
    const said = await waitForBind(lane, saysWhere, { withinMs: saysWithinMs, signals: [signal] });
    const { boundBefore, deviceId = '' } = said ?? lane.view.bind ?? {};
    if (boundBefore && context.said('keep-binding')) {
      learned.keptBinding = true;
      lane.fact('pair', 'was-bound');
      return;
    }
    if (boundBefore && !context.said('release')) throw new BenchError('pair.was-bound', { deviceId });
    // A bound board that is online is not on the air: the cable is the way to it. One that is not online is on it.
    if (boundBefore && !(await releaseOverCable(context)) && plan.pairBy === 'qr')
      throw new BenchError('pair.still-bound');
    await (plan.pairBy === 'qr' ? byPhone(context) : byBluetooth(context));
  },
};
