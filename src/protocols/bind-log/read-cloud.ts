/** Lines about the board and its cloud: where it is, the safe way there, activation, login, the first data point. */
import type { BindView } from '../../model/bind';
import type { Details } from '../../model/problem';
import { type Heard, type Read, remember } from './heard';
import { asBoundBefore, begin, isProven, note, overcome, prove } from './mark-steps';
import { uuidOf } from './read-license';
import { asksBroker, brokerUnreached, failInTurn, type Turn } from './read-reach';
import { faultOfCode, faultOfWords } from './refusals';

const longestValue = 32;

const hostOf = ({ caught }: Heard): Details => (caught.host === undefined ? {} : { host: caught.host });

/** An unbound device asks for the cloud before it has a token, too, and again with its region: only that one counts. */
export const endpoints: Read = (view, heard) => {
  const told = { ...heard, details: hostOf(heard) };
  const { host } = heard.caught;
  const found = remember(view.fault?.step === 'discovery' ? overcome(view) : view, {
    endpoints: true,
    turn: undefined,
    ...(host && { cloudHost: host }),
  });
  return isProven(view, 'token') ? prove(found, 'discovery', told) : begin(found, 'discovery', told);
};

export const brokerTold: Read = (view, { caught: { host } }) => (host ? remember(view, { brokerHost: host }) : view);

/** Calls of a bound device are refused in the same words; they are no business of the binding. */
const isActivating = (view: BindView): boolean => !view.boundBefore && !isProven(view, 'activation');

export const refusedInWords: Read = (view, heard) => {
  if (!isActivating(view)) return view;
  const { msg = '' } = heard.caught;
  return failInTurn(
    view,
    { code: faultOfWords(msg), step: 'activation', turn: 'answer' },
    { ...heard, details: { msg } },
  );
};

/** Follows the words, where there are any, and is said once for each refusal. */
export const refused: Read = (view, heard) => {
  if (!isActivating(view)) return view;
  const code = Number(heard.caught.code);
  // -2 is "the cloud said no", -1 anything: neither is a cause.
  const byCode = code === -2 || code === -1 ? 'bind.activation-failed' : faultOfCode(code);
  // The request that failed, where nothing has said why.
  const step = byCode === 'bind.tls' ? 'tls' : 'activation';
  const turn = /^http active/.test(heard.text ?? '') ? 'outcome' : 'call';
  return failInTurn(view, { code: byCode, step, turn }, { ...heard, details: { code } });
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
  const asks = asksBroker(view, { ...heard, caught: {} });
  if (uuid === undefined) {
    const device = remember({ ...asks, deviceId: view.deviceId ?? client }, { login: 'device' });
    return begin(device, 'online', heard);
  }
  return uuidOf(remember(asks, { login: 'waiting' }), uuid, heard);
};

/** Of the SDK's own numbers: 3 not authorised, 5 no network, anything else a refused or broken login. */
const refusedLogin = (view: BindView, heard: Heard, notAuthorised: boolean, turn: Turn): BindView => {
  const { uuid, memory } = view;
  const code = Number(heard.caught.status);
  if (memory?.login === 'device') {
    // Not authorised, and bound: somebody has removed it meanwhile; the line that says so follows.
    const device = notAuthorised ? 'bind.broker-refused' : 'bind.login-refused';
    if (isProven(view, 'online') && !notAuthorised) return { ...view, offline: true };
    return failInTurn(view, { code: device, step: 'online', turn }, { ...heard, details: { code, client: 'device' } });
  }
  // Bluetooth brought a token meanwhile: nobody waits at this door any more.
  if (isProven(view, 'token') || view.fault?.code === 'bind.placeholder-license') return view;
  const waiting = notAuthorised ? 'bind.not-authorised' : 'bind.login-refused';
  return failInTurn(
    view,
    { code: waiting, step: 'channel', turn },
    { ...heard, details: { code, ...(uuid && { uuid }) } },
  );
};

export const loginRefused: Read = (view, heard) =>
  heard.caught.status === '5'
    ? brokerUnreached(view, heard)
    : refusedLogin(view, heard, heard.caught.status === '3', 'call');

/** "Connection not authorized(11)": the broker's own words, a line before the number above. */
export const loginTold: Read = (view, heard) =>
  /not authori[sz]ed/i.test(heard.caught.msg ?? '') ? refusedLogin(view, heard, true, 'request') : view;

export const isOnline: Read = (view, heard) => {
  const { offline: _offline, ...rest } = view;
  return prove(remember(rest, { turn: undefined }), 'online', heard);
};

/** A report that the firmware checks and does not send: nobody hears of it, and nothing says so but this line. */
export const reportDropped: Read = (view, heard) => {
  const { kind = '', value = '', least, most } = heard.caught;
  const details = { kind, value: value.slice(0, longestValue), ...(least && { least }), ...(most && { most }) };
  return note(view, { code: 'bind.report-dropped', step: 'data-point' }, { ...heard, details });
};

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
