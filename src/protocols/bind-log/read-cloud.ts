/** Lines about the board and its cloud: where it is, the safe way there, activation, login, the first data point. */
import type { BindStepName, BindView } from '../../model/bind';
import { isPlaceholder } from '../../model/license-rules';
import type { Details } from '../../model/problem';
import { type Heard, type Read, remember } from './heard';
import { asBoundBefore, begin, fail, isProven, overcome, prove, stepOf } from './mark-steps';
import { faultOfCode, faultOfWords } from './refusals';

const hostOf = ({ caught }: Heard): Details => (caught.host === undefined ? {} : { host: caught.host });

/** An unbound device asks for the cloud before it has a token, too, and again with its region: only that one counts. */
export const endpoints: Read = (view, heard) => {
  const told = { ...heard, details: hostOf(heard) };
  const found = remember(view.fault?.step === 'discovery' ? overcome(view) : view, { endpoints: true });
  return isProven(view, 'token') ? prove(found, 'discovery', told) : begin(found, 'discovery', told);
};

export const cloudUnfound: Read = (view, heard) =>
  fail(view, { code: 'bind.no-endpoint', step: 'discovery' }, { ...heard, details: hostOf(heard) });

/** Which step a connection belongs to. */
const tlsStep = (view: BindView): BindStepName => {
  if (view.boundBefore || isProven(view, 'activation')) return 'online';
  if (!view.memory?.endpoints) return 'discovery';
  return isProven(view, 'token') ? 'tls' : 'channel';
};

export const tlsBegun: Read = (view, heard) => {
  const step = tlsStep(view);
  return step === 'channel' ? view : begin(view, step, { ...heard, details: hostOf(heard) });
};

export const tlsDone: Read = (view, heard) => {
  const step = tlsStep(view);
  if (step === 'tls') return prove(view, 'tls', { ...heard, details: hostOf(heard) });
  return view.fault?.code === 'bind.tls' && view.fault.step === step ? overcome(view) : view;
};

export const tlsFailed: Read = (view, heard) => {
  const step = tlsStep(view);
  const { host, tls } = heard.caught;
  const details = { ...stepOf(view, step).details, ...(host && { host }), ...(tls && { code: tls }) };
  // The handshake's own line stands before the one that names the host.
  const code = step === 'discovery' ? 'bind.no-endpoint' : 'bind.tls';
  return fail(view, { code, step, again: host !== undefined }, { ...heard, details });
};

/** A certificate that is over, or not yet valid, for the clock of the board. */
const tooLate = 0x01;
const tooEarly = 0x0200;

export const tlsFlags: Read = (view, heard) => {
  const flags = Number(heard.caught.flags);
  const code = (flags & (tooLate | tooEarly)) === 0 ? 'bind.tls' : 'bind.clock';
  return fail(view, { code, step: tlsStep(view) }, { ...heard, details: { code: flags } });
};

/** Calls of a bound device are refused in the same words; they are no business of the binding. */
const isActivating = (view: BindView): boolean => !view.boundBefore && !isProven(view, 'activation');

export const refusedInWords: Read = (view, heard) => {
  if (!isActivating(view)) return view;
  const { msg = '' } = heard.caught;
  return fail(view, { code: faultOfWords(msg), step: 'activation', again: false }, { ...heard, details: { msg } });
};

/** Follows the words, where there are any, and is said once for each refusal. */
export const refused: Read = (view, heard) => {
  if (!isActivating(view)) return view;
  const code = Number(heard.caught.code);
  // -2 is "the cloud said no", -1 anything: neither is a cause.
  const byCode = code === -2 || code === -1 ? 'bind.activation-failed' : faultOfCode(code);
  // What kept the connection from being made has been said already.
  if (byCode === 'bind.tls' && view.fault)
    return fail(view, { ...view.fault, again: false }, { ...heard, details: { code } });
  const step = byCode === 'bind.tls' ? 'tls' : 'activation';
  const first = view.fault?.step === step && view.fault.details.code === undefined;
  return fail(view, { code: byCode, step, again: !first }, { ...heard, details: { code } });
};

/** Only an unbound device does it. */
export const activated: Read = (view, heard) => {
  const { deviceId } = heard.caught;
  const told = { ...view, boundBefore: undefined, ...(deviceId && { deviceId }) };
  return prove(told, 'activation', { ...heard, details: deviceId ? { deviceId } : {} });
};

/** Stored at activation, and read again at each start of a bound device. */
export const schema: Read = (view, heard) =>
  isProven(view, 'token') || isProven(view, 'activation') ? prove(view, 'schema', heard) : bound(view, heard);

/** Comes right behind an activation, or without one: then the binding is an older one. */
export const bound: Read = (view, heard) => {
  if (isProven(view, 'activation')) return view;
  if (isProven(view, 'token')) return prove(view, 'activation', heard);
  return asBoundBefore(view);
};

const waitingClient = /^acon_(.+)$/;

export const login: Read = (view, heard) => {
  const { client = '' } = heard.caught;
  const uuid = waitingClient.exec(client)?.[1];
  if (uuid === undefined) {
    const device = remember({ ...view, deviceId: view.deviceId ?? client }, { login: 'device' });
    return begin(device, 'online', heard);
  }
  const waiting = remember({ ...view, uuid }, { login: 'waiting' });
  if (!isPlaceholder({ uuid, authKey: '' })) return waiting;
  return fail(waiting, { code: 'bind.placeholder-license', step: 'license' }, { ...heard, details: { uuid } });
};

/** Of the SDK's own numbers: 3 not authorised, 5 no network, anything else a refused or broken login. */
const refusedLogin = (view: BindView, heard: Heard, notAuthorised: boolean, again: boolean): BindView => {
  const { uuid, memory } = view;
  const code = Number(heard.caught.status);
  if (memory?.login === 'device') {
    // Not authorised, and bound: somebody has removed it meanwhile; the line that says so follows.
    const device = notAuthorised ? 'bind.broker-refused' : 'bind.login-refused';
    return fail(view, { code: device, step: 'online', again }, { ...heard, details: { code, client: 'device' } });
  }
  // Bluetooth brought a token meanwhile: nobody waits at this door any more.
  if (isProven(view, 'token') || view.fault?.code === 'bind.placeholder-license') return view;
  const waiting = notAuthorised ? 'bind.not-authorised' : 'bind.login-refused';
  return fail(view, { code: waiting, step: 'channel', again }, { ...heard, details: { code, ...(uuid && { uuid }) } });
};

export const loginRefused: Read = (view, heard) =>
  heard.caught.status === '5'
    ? tlsFailed(view, { ...heard, caught: {} })
    : refusedLogin(view, heard, heard.caught.status === '3', true);

/** "Connection not authorized(11)": the broker's own words, a line before the number above. */
export const loginTold: Read = (view, heard) =>
  /not authori[sz]ed/i.test(heard.caught.msg ?? '') ? refusedLogin(view, heard, true, false) : view;

const longestValue = 32;

export const reported: Read = (view, heard) => {
  const dpId = Number(heard.caught.dpId);
  const value = (heard.caught.value ?? '').slice(0, longestValue);
  return begin(remember(view, { reported: { dpId, value } }), 'data-point', { ...heard, details: { dpId, value } });
};

/** The cloud has the report. */
export const acknowledged: Read = (view, heard) => {
  const details = view.memory?.reported;
  if (!details) return view;
  return prove(remember(view, { reported: undefined }), 'data-point', { ...heard, details });
};
