/** Lines about the way of a token to the board: its start, its license, the door it waits at, its network. */
import type { BindView } from '../../model/bind';
import type { Details } from '../../model/problem';
import { afterLicense, type Heard, type Read, remember } from './heard';
import { begin, fail, isProven, overcome, prove, setStep, stepOf, unlight } from './mark-steps';
import { faultOfWifiReason } from './refusals';

/** Whoever waits for a token has none; what it has of a network, it keeps. */
export const waitForToken: Read = (view, heard) => {
  const { channel: _channel, ...rest } = remember(view, { endpoints: false, direct: false });
  const again = unlight(
    rest,
    afterLicense.filter((name) => name !== 'wifi'),
  );
  return begin({ ...again, boundBefore: undefined, offline: undefined }, 'channel', heard);
};

/** An open door of the QR way proves that the license is good there. */
export const wayByQr: Read = (view, heard) => {
  const closed = ['license', 'channel', 'discovery'].includes(view.fault?.step ?? '');
  const open = remember(closed ? overcome(view) : view, { direct: true, turn: undefined });
  const good = open.memory?.unstored ? prove(open, 'license', { ...heard, details: { from: 'compiled' } }) : open;
  return begin(good, 'channel', heard);
};

const byWay = (view: BindView, channel: NonNullable<BindView['channel']>, heard: Heard): BindView =>
  prove({ ...view, channel }, 'channel', heard);

export const tokenByQr: Read = (view, heard) => byWay(view, 'qr', heard);

export const paired: Read = (view, heard) => byWay(view, 'bluetooth', heard);

export const unreadable: Read = (view, heard) =>
  fail(view, { code: 'bind.login-refused', step: 'channel' }, { ...heard, details: { client: 'bluetooth' } });

export const credentials: Read = (view, heard) => {
  const { ssid = '' } = heard.caught;
  const channel = view.channel ?? (/^ap_|^Parse /.test(`${heard.file ?? ''}${heard.text ?? ''}`) ? 'ap' : 'bluetooth');
  // Another network may be the way out of what the last one was refused for, and has to be joined in any case.
  const fresh = unlight(view.fault?.step === 'wifi' ? overcome(view) : view, ['wifi']);
  return begin(remember(byWay(fresh, channel, heard), { wifiTries: 0 }), 'wifi', { ...heard, details: { ssid } });
};

export const wifiTry: Read = (view, heard) =>
  begin(view, 'wifi', { ...heard, details: { ssid: heard.caught.ssid ?? '' } }, true);

const wifiDetails = (view: BindView): Details => {
  const { ssid } = stepOf(view, 'wifi').details ?? {};
  return ssid === undefined ? {} : { ssid };
};

/** 0 connected with an address, 1 the try failed, 2 lost (TuyaOpen, `WF_EVENT_E`). */
export const wifiEvent: Read = (view, heard) => {
  if (heard.caught.event === '0') return prove(remember(view, { wifiTries: 0 }), 'wifi', heard);
  if (heard.caught.event !== '1' || isProven(view, 'wifi')) return view;
  const wifiTries = (view.memory?.wifiTries ?? 0) + 1;
  const next = remember(view, { wifiTries });
  const details = { ...wifiDetails(view), tries: wifiTries };
  // One miss is no fault; firmware tries again after a second.
  if (wifiTries < 2 && view.fault?.step !== 'wifi') return next;
  return fail(next, { code: 'bind.no-network', step: 'wifi', again: false }, { ...heard, details });
};

export const wifiReason: Read = (view, heard) => {
  const reason = Number(heard.caught.reason);
  const code = faultOfWifiReason(reason);
  const details = { ...wifiDetails(view), code: reason };
  // A reason that says nothing is left to the event that follows it.
  return code === 'bind.no-network' ? view : fail(view, { code, step: 'wifi' }, { ...heard, details });
};

/** Whoever is online is thrown off; whoever is on the way loses it, and the network with it. */
const lost = (view: BindView, heard: Heard, details: Details): BindView => {
  if (isProven(view, 'online')) return { ...view, offline: true };
  const step = view.boundBefore ? 'online' : 'wifi';
  const known = { ...(stepOf(view, 'wifi').details?.link === 'cable' && { link: 'cable' }), ...wifiDetails(view) };
  if (step === 'wifi' && !isProven(view, 'wifi') && details.link === undefined) return view;
  return fail(view, { code: 'bind.link-down', step }, { ...heard, details: { ...known, ...details } });
};

/** 0 no cable, 1 a cable and an address (TuyaOpen, `TKL_WIRED_STAT_E`). */
export const wired: Read = (view, heard) =>
  heard.caught.status === '0'
    ? lost(view, heard, { link: 'cable' })
    : prove(view, 'wifi', { ...heard, details: { link: 'cable' } });

/** Its own word for having lost the broker. */
export const thrownOff: Read = (view) => (isProven(view, 'online') ? { ...view, offline: true } : view);

/** 0 down, 1 up, 2 up by another way; 2 is the cable among the ways. */
export const network: Read = (view, heard) => {
  if (heard.caught.status === '0') return lost(view, heard, {});
  return prove(view, 'wifi', { ...heard, details: heard.caught.active === '2' ? { link: 'cable' } : {} });
};

export const token: Read = (view, heard) => {
  const byQr = view.memory?.direct && view.channel === undefined;
  const known = byQr ? byWay(view, 'qr', heard) : view;
  return prove(remember(known, isProven(view, 'token') ? {} : { endpoints: false }), 'token', heard);
};

export const region: Read = (view, { caught }) => {
  const step = stepOf(view, 'token');
  return setStep(view, { ...step, details: { ...step.details, region: caught.region ?? '' } });
};

export const wiped: Read = (view) => {
  const { boundBefore: _boundBefore, offline: _offline, ...rest } = view;
  return unlight(rest, afterLicense);
};

export const identity: Read = (view, { caught: { uuid, pid } }) => ({
  ...view,
  ...(uuid && { uuid }),
  ...(pid && { pid }),
});
