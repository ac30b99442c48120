import type { BindView } from '../../model/bind';
import { momentOf } from '../../model/clock';
import type { CloudAnswer } from '../../model/cloud';
import { BenchError } from '../../model/problem';
import type { BoundDevice } from '../../model/run';
import { silentFault } from '../../protocols/bind-log/fold-bind';
import { faultOfWords } from '../../protocols/bind-log/refusals';
import { currentStep, isBound } from '../../protocols/bind-log/verdict';
import { askCloud } from '../device/ask-cloud';
import { listCloudDevices } from '../device/cloud-devices';
import { readDevice } from '../device/device-answers';
import { type PairingTokenHere, pollToken, readPoll, type TokenOutcome } from '../device/pairing-token';
import { cloudIfAny, type RunCloud } from '../device/run-cloud';
import { rememberBoard } from '../run/remember-board';
import { letGo, type RunContext, type Step } from '../run/step';
import { bindSettled } from './bind-wait';
import { keepIdentity } from './keep-identity';

/** From the token to being online; a board that needs longer is not going to get there (ble-pairing, section 11). */
const boundWithinMs = 120_000;
/** Every 2-3 s (ble-pairing, section 11). */
const pollMs = 2000;

/** The cloud's two witnesses: who came with the token, and whether that device is online. Calling the answer stops it. */
const watchCloud = (context: RunContext, { cloud, followPairing }: RunCloud, token: PairingTokenHere | undefined) => {
  const { lane } = context;
  let deviceId: string | undefined;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isOnline = async (id: string): Promise<void> => {
    const asked = await askCloud(cloud, { method: 'GET', path: `/v2.0/cloud/thing/${id}` });
    const device = asked.ok ? readDevice(asked.result) : undefined;
    if (device?.online && !stopped)
      lane.bind({
        kind: 'witness',
        step: 'online',
        witness: 'device-list',
        ...momentOf(context),
        details: { deviceId: id },
      });
  };
  const heard = (outcome: TokenOutcome): void => {
    if (stopped) return;
    const [came] = outcome.came;
    const [failed] = outcome.failed;
    if (came && deviceId === undefined) {
      deviceId = came.deviceId;
      lane.bind({
        kind: 'witness',
        step: 'activation',
        witness: 'token-poll',
        ...momentOf(context),
        details: { deviceId },
      });
    } else if (failed && !came) {
      lane.bind({
        kind: 'failed',
        code: faultOfWords(`${failed.code} ${failed.msg}`),
        ...momentOf(context),
        details: { msg: failed.msg },
      });
    }
  };
  const poll = async (): Promise<void> => {
    if (token && deviceId === undefined && !followPairing) {
      const got = await pollToken(cloud, token);
      if (got.ok) heard(got.value);
    }
    const known = deviceId ?? lane.view.bind?.deviceId;
    if (known) await isOnline(known);
    if (!stopped) timer = setTimeout(() => void poll(), pollMs);
  };
  const stops = [
    cloud.listen((event) => {
      if (event.kind === 'bound' || event.kind === 'online') {
        clearTimeout(timer);
        void poll();
      }
    }),
  ];
  if (token && followPairing) {
    const kind = token.owner === 'asset' ? 'asset' : 'home';
    const told = (answer: CloudAnswer) => {
      const got = readPoll(answer);
      if (got.ok) heard(got.value);
    };
    stops.push(followPairing(token.token, kind, token.endsTicks - context.ticks(), told));
  }
  void poll();
  return () => {
    stopped = true;
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
};

/** A board that kept its binding says its device id in its log, or the cloud knows it by its license. */
const keptDevice = async ({ lane, learned }: RunContext, { cloud }: RunCloud): Promise<string | undefined> => {
  const told = lane.view.bind?.deviceId;
  if (told) return told;
  const listed = await listCloudDevices(cloud);
  const rows = listed.ok ? listed.value : [];
  return rows.find(({ uuid }) => uuid !== '' && uuid === learned.license?.uuid)?.deviceId;
};

const failed = (view: BindView | undefined, seconds: number): BenchError => {
  const { fault } = view ?? {};
  if (fault) return new BenchError(fault.code, fault.details);
  return new BenchError(view ? silentFault(view, seconds) : 'bind.unheard', { seconds });
};

/** Bound, or a fault that stands. */
const settled = async ({ lane, signal, ticks }: RunContext): Promise<BindView> => {
  const since = ticks();
  const end = await bindSettled(lane, isBound, { withinMs: boundWithinMs, signals: [signal], ticks });
  if (end.kind === 'there') return end.view;
  throw failed(lane.view.bind, Math.round((ticks() - since) / 1000));
};

export const activate: Step = {
  name: 'activate',
  async run(context) {
    const { lane, learned, hands, signal } = context;
    const place = await cloudIfAny(context);
    await hands.listen(signal);
    const known = learned.keptBinding && place ? await keptDevice(context, place) : undefined;
    if (known) {
      const details = { deviceId: known };
      lane.bind({ kind: 'witness', step: 'activation', witness: 'device-list', ...momentOf(context), details });
    }
    const tell = (view: BindView) => lane.fact('activate', 'binding-step', { step: currentStep(view) }, 'quietly');
    const deaf = lane.onBind(tell);
    const stop = place && watchCloud(context, place, learned.token);
    try {
      const view = await settled(context);
      // Some firmware reports over the air as long as somebody listens there, and the cloud would wait in vain.
      await letGo(context);
      const deviceId = view.deviceId ?? '';
      const asked = place && (await askCloud(place.cloud, { method: 'GET', path: `/v2.0/cloud/thing/${deviceId}` }));
      const told = asked?.ok ? readDevice(asked.result) : undefined;
      const device: BoundDevice = {
        deviceId,
        pid: told?.pid ?? view.pid ?? '',
        ...(told?.productName && { product: told.productName }),
        place: place?.place ?? 'relay',
      };
      lane.set({ device });
      learned.deed = 'bound';
      const uuid = told?.uuid || learned.license?.uuid;
      await rememberBoard(context, { device, ...(uuid && { uuid }) });
      if (place && told) await keepIdentity(context, place.cloud, told);
      lane.fact('activate', 'has-device-id', { deviceId });
    } finally {
      stop?.();
      deaf();
    }
  },
};
