/** Lines about the way to a host: its name, the connection, the certificate, the request. One refusal has several. */
import type { BindFaultCode, BindView } from '../../model/bind';
import type { Details } from '../../model/problem';
import { type Heard, type Read, remember } from './heard';
import { begin, fail, isProven, overcome, prove, stepOf } from './mark-steps';
import { type Peer, peerOf, stepOfPeer } from './peers';

/** In which order the lines of one refusal come; a line that does not come later begins another. */
const turns = {
  name: 0,
  connection: 1,
  handshake: 2,
  certificate: 3,
  tls: 4,
  answer: 5,
  request: 6,
  call: 7,
  outcome: 8,
};
export type Turn = keyof typeof turns;

/** A new try: what is refused from here on is told anew. */
const anew = (view: BindView, asking: NonNullable<BindView['memory']>['asking']): BindView =>
  remember(view, { turn: undefined, asking });

interface Refusal {
  code: BindFaultCode;
  step: ReturnType<typeof stepOfPeer>;
  turn: Turn;
  /** The line names who refused: an earlier line could only guess. */
  sure?: boolean;
}

/** A later line of the same refusal says why, where the earlier one said only that. */
const tellsMore = (before: BindFaultCode, code: BindFaultCode, moved: boolean): boolean => {
  if (before === 'bind.activation-failed') return true;
  if (before === 'bind.no-endpoint' && moved) return true;
  const isOfHandshake = before === 'bind.tls' || before === 'bind.no-endpoint';
  return isOfHandshake && (code === 'bind.other-cloud' || code === 'bind.clock');
};

/** As `fail`, but the lines of one refusal count once, and the first that says why is the one that counts. */
export const failInTurn = (view: BindView, { code, step, turn, sure }: Refusal, heard: Heard): BindView => {
  const told = view.memory?.turn;
  const { fault } = view;
  const follows = fault !== undefined && told !== undefined && turns[turn] > told;
  if (!follows) return remember(fail(view, { code, step }, heard), { turn: turns[turn] });
  const at = sure ? step : fault.step;
  const keeps = !tellsMore(fault.code, code, at !== fault.step);
  const known = { code: keeps ? fault.code : code, step: at, again: false };
  const details = keeps ? { ...heard.details, ...fault.details } : { ...fault.details, ...heard.details };
  // A fault that moves takes its first line along, and the port that it came out of.
  const line = fault.text === undefined ? heard : { ...heard, text: fault.text, from: fault.from };
  const next = fail(view, known, { ...line, details });
  // A line that moves the fault to another step counts no less often than it was told there.
  const kept =
    next.fault && fault.times && !next.fault.times ? { ...next, fault: { ...next.fault, times: fault.times } } : next;
  return remember(kept, { turn: turns[turn] });
};

const isUnreached = (code: BindFaultCode | undefined): boolean =>
  code !== undefined &&
  ['bind.tls', 'bind.no-dns', 'bind.unreachable', 'bind.no-endpoint', 'bind.other-cloud', 'bind.clock'].includes(code);

const portOf = ({ caught }: Heard): number | undefined => (caught.port === undefined ? undefined : Number(caught.port));

/** By its own name, or by that of the connection under way. */
const hostOf = (view: BindView, { caught }: Heard): Details => {
  const host = caught.host ?? view.memory?.asking?.host;
  return host === undefined ? {} : { host };
};

const whoIs = (view: BindView, heard: Heard): Peer | undefined => {
  const { asking } = view.memory ?? {};
  const host = heard.caught.host ?? asking?.host;
  const port = heard.caught.host === undefined ? asking?.port : portOf(heard);
  return peerOf(view, host, port);
};

const byCable = (view: BindView): Details => (stepOf(view, 'wifi').details?.link === 'cable' ? { link: 'cable' } : {});

export const asksHttp: Read = (view) => anew(view, undefined);

export const asksBroker: Read = (view, heard) => {
  const { asking, brokerHost } = view.memory ?? {};
  const host = heard.caught.host ?? (asking?.peer === 'broker' ? asking.host : undefined) ?? brokerHost;
  const port = heard.caught.host === undefined ? asking?.port : portOf(heard);
  return anew(view, { peer: 'broker', ...(host && { host, ...(port && { port }) }) });
};

export const tlsBegun: Read = (view, heard) => {
  const { host } = heard.caught;
  const port = portOf(heard);
  const peer = peerOf(view, host, port);
  const step = stepOfPeer(view, peer);
  const next = anew(view, { ...(peer && { peer }), ...(host && { host }), ...(port && { port }) });
  // Waiting at the door is under way already, and goes on.
  return step === 'channel' ? next : begin(next, step, { ...heard, details: hostOf(next, heard) });
};

export const tlsDone: Read = (view, heard) => {
  const step = stepOfPeer(view, whoIs(view, heard));
  const next = remember(view, { turn: undefined });
  if (step === 'tls') return prove(next, 'tls', { ...heard, details: hostOf(view, heard) });
  return isUnreached(next.fault?.code) && next.fault?.step === step ? overcome(next) : next;
};

const unreached = (view: BindView, heard: Heard, turn: Turn, code: BindFaultCode, more: Details = {}): BindView => {
  const peer = whoIs(view, heard);
  const { host } = heard.caught;
  const port = portOf(heard);
  const asked = host
    ? remember(view, { asking: { ...(peer && { peer }), host, ...(port !== undefined && { port }) } })
    : view;
  const details = { ...byCable(view), ...hostOf(view, heard), ...more };
  const refusal = { code, step: stepOfPeer(view, peer), turn, sure: host !== undefined };
  return failInTurn(asked, refusal, { ...heard, details });
};

/** No host, no address: `(null)` is what firmware asks for that was not told of one. */
export const nameUnknown: Read = (view, heard) => unreached(view, heard, 'name', 'bind.no-dns');

export const notConnected: Read = (view, heard) => {
  // The first that a board asks for is the address service; an application's own calls are no business of the binding.
  const { ret } = heard.caught;
  return unreached(view, heard, 'connection', 'bind.unreachable', ret ? { code: `-${ret}` } : {});
};

const noTls = (view: BindView, heard: Heard): BindFaultCode =>
  stepOfPeer(view, whoIs(view, heard)) === 'discovery' ? 'bind.no-endpoint' : 'bind.tls';

/** The handshake's own line stands before the one that names the host. */
export const tlsFailed: Read = (view, heard) => {
  const { host, tls } = heard.caught;
  return unreached(view, heard, host ? 'tls' : 'handshake', noTls(view, heard), tls ? { code: tls } : {});
};

/** Of an X.509 check, as Mbed TLS numbers what is wrong. */
const tooLate = 0x01;
const otherName = 0x04;
const otherRoot = 0x08;
const tooEarly = 0x0200;

export const tlsFlags: Read = (view, heard) => {
  const flags = Number(heard.caught.flags);
  // All of them at once: the handshake ended before there was a certificate.
  if (flags === -1 || flags === 0xffffffff) return view;
  const code =
    flags & (otherRoot | otherName)
      ? 'bind.other-cloud'
      : flags & (tooLate | tooEarly)
        ? 'bind.clock'
        : noTls(view, heard);
  return unreached(view, heard, 'certificate', code, { code: flags });
};

export const requestFailed: Read = (view, heard) => {
  const { code } = heard.caught;
  const step = stepOfPeer(view, whoIs(view, heard));
  return unreached(view, heard, 'request', step === 'discovery' ? 'bind.no-endpoint' : 'bind.unreachable', {
    ...(code && { code: Number(code) }),
  });
};

/** "5" of the SDK's own numbers: there is no connection to the broker. */
export const brokerUnreached: Read = (view, heard) => {
  const asked = remember(view, { asking: { ...view.memory?.asking, peer: 'broker' } });
  const step = stepOfPeer(asked, 'broker');
  // Bluetooth brought a token meanwhile: nobody waits at this door any more.
  if (step === 'channel' && isProven(asked, 'token')) return asked;
  const details = { ...byCable(asked), ...hostOf(asked, heard), peer: 'broker', code: 5 };
  return failInTurn(asked, { code: 'bind.unreachable', step, turn: 'call', sure: true }, { ...heard, details });
};

export const cloudUnfound: Read = (view, heard) =>
  unreached(view, heard, heard.caught.host === undefined ? 'call' : 'answer', 'bind.no-endpoint');
