import type { CloudEvent } from '../../model/cloud';
import type { DpSource, DpValue } from '../../model/data-point';
import type { License } from '../../model/license';
import { joinPairingToken } from '../../protocols/device-cloud/pairing-token';
import type { PushCipher } from '../../protocols/openapi/push';
import { type Said, sayTo } from './agent-calls';
import { Refusal, refuse } from './call';
import { boundDevices, checkWanted, sendValues } from './commands';
import { type CloudCore, createCore } from './core';
import { demoState, demoUid } from './demo-state';
import type { DeviceDoor } from './device-door';
import { createDeviceSide, type DeviceSideSettings } from './device-side';
import { keepState } from './kept-state';
import { createOpenApiSide } from './openapi-side';
import { makePairingToken } from './pairing-calls';
import { asCloudEvent, type PushSet, pushFrame } from './push-messages';
import type { CloudFault, CloudHappening, CloudState, CloudWorld, PairingToken } from './state';

/**
 * A cloud that is not there: the OpenAPI for whoever has a project, a door for devices, and both about the same devices.
 * The same code answers in the page, behind the relay and to real clients on this computer.
 */

/** A value by the code or by the number of its data point. */
export type Wish = { code: string; value: DpValue } | { dpId: number; value: DpValue };

/** `code` and `msg` as the OpenAPI would refuse. */
export type Outcome = { ok: true } | { ok: false; code: number; msg: string };

export interface EmulatedCloud {
  /** `bodyOfGet`: what a client sent with a GET, which a `Request` cannot hold. */
  openapi(request: Request, bodyOfGet?: Uint8Array): Promise<Response>;
  readonly device: DeviceDoor;
  readonly state: CloudState;
  /** The answers of these three stop listening. */
  listen(heard: (happening: CloudHappening) => void): () => void;
  listenToEvents(heard: (event: CloudEvent) => void): () => void;
  /** Text frames of the message push of the first project, as its WebSocket sends them (openapi, section 9). */
  push(how: { cipher: PushCipher; set?: PushSet }, heard: (frame: string) => void): () => void;
  set(fault: CloudFault, times?: number): void;
  clear(fault: CloudFault): void;
  issueLicense(license: License): void;
  /** `text`: the fourteen characters a device takes. `uid`: the demo's own person when missing. */
  makeToken(made?: { uid?: string; uuid?: string; region?: string }): PairingToken & { text: string };
  /** To the board that waits on the bind channel; false when none with this UUID does. */
  pushToken(uuid: string, token: Pick<PairingToken, 'token' | 'region' | 'secret'>): boolean;
  /** All or nothing. */
  send(deviceId: string, wishes: readonly Wish[], source: DpSource): Outcome;
  /** A sentence for the emulated agent of the device's product. Throws nothing: `refused` has the OpenAPI's code. */
  say(deviceId: string, sentence: string): Said | { refused: Extract<Outcome, { ok: false }> };
  unbind(deviceId: string): void;
  reset(deviceId: string): void;
  /** For `restoreState`. Holds the secrets of make-believe licenses and devices. */
  serialise(): string;
}

export interface EmulatedCloudSettings {
  world: CloudWorld;
  /** A demo's first day when missing. It is changed in place. */
  state?: CloudState;
  /** Chance from this alone, instead of the world's. */
  seed?: string | number;
  device?: DeviceSideSettings;
}

const attempt = (work: () => void): Outcome => {
  try {
    work();
    return { ok: true };
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    return { ok: false, code: fault.code, msg: fault.message };
  }
};

const boundDevice = (core: CloudCore, deviceId: string) =>
  boundDevices(core).find(({ device }) => device.deviceId === deviceId) ?? refuse(1106);

export const createEmulatedCloud = (settings: EmulatedCloudSettings): EmulatedCloud => {
  const core = createCore(settings.world, settings.state ?? demoState(), settings.seed);
  const { state } = core;
  const devices = createDeviceSide(core, settings.device);

  const clear = (fault: CloudFault): void => {
    state.faults = state.faults.filter((each) => each.fault !== fault);
  };

  return {
    openapi: createOpenApiSide(core, devices),
    device: devices.door,
    state,
    listen: core.listen,
    listenToEvents: (heard) =>
      core.listen((happening) => {
        const event = asCloudEvent(core, happening);
        if (event) heard(event);
      }),
    push: ({ cipher, set = 'current' }, heard) =>
      core.listen((happening) => {
        const [project] = state.projects;
        const frame = project && pushFrame(core, project, happening, cipher, set);
        if (frame !== undefined) heard(frame);
      }),
    set(fault, times) {
      clear(fault);
      state.faults.push({ fault, ...(times === undefined ? {} : { times }) });
    },
    clear,
    issueLicense(license) {
      state.licenses = [...state.licenses.filter(({ uuid }) => uuid !== license.uuid), { ...license }];
    },
    makeToken({ uid = demoUid, uuid, region = state.projects[0]?.region ?? 'AY' } = {}) {
      const token = makePairingToken(core, { region, uid, ...(uuid === undefined ? {} : { uuid }) });
      return { ...token, text: joinPairingToken(token) };
    },
    pushToken: devices.pushToken,
    send: (deviceId, wishes, source) =>
      attempt(() => {
        const { device, product } = boundDevice(core, deviceId);
        const wanted = wishes.map((wish) => ({
          code: 'code' in wish ? wish.code : (product.dataPoints.find(({ id }) => id === wish.dpId)?.code ?? ''),
          value: wish.value,
        }));
        sendValues(core, devices, device, checkWanted(product.dataPoints, wanted), source);
      }),
    say(deviceId, sentence) {
      let said: Said | undefined;
      const outcome = attempt(() => {
        said = sayTo(core, devices, boundDevice(core, deviceId), sentence);
      });
      return said ?? { refused: outcome as Extract<Outcome, { ok: false }> };
    },
    unbind: (deviceId) => devices.unbind(deviceId, false),
    reset: (deviceId) => devices.unbind(deviceId, true),
    serialise: () => keepState(state),
  };
};
