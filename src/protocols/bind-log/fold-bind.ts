/** The binding rail, one piece of news at a time: lines of a log, the cloud's witnesses, the bench's own knowledge. */
import type { BindFaultCode, BindStepName, BindView, Witness } from '../../model/bind';
import { bindSteps } from '../../model/bind';
import type { Moment } from '../../model/clock';
import type { LogLine } from '../../model/log-line';
import type { Details } from '../../model/problem';
import { remember } from './heard';
import { type LogRow, logTable } from './log-table';
import { begin, fail, prove } from './mark-steps';
import { readings } from './read-line';
import { currentStep } from './verdict';

export type BindNews =
  | { kind: 'line'; line: LogLine }
  /** Somebody else than the log saw a step; `details` as `BindStepView` names them. */
  | ({ kind: 'witness'; step: BindStepName; witness: Witness; details?: Details } & Moment)
  /** The cloud's own list of who was refused. */
  | ({ kind: 'failed'; code: BindFaultCode; details?: Details } & Moment)
  /** A new run: nothing is known. */
  | { kind: 'restart' };

export const emptyBind = (): BindView => ({
  steps: bindSteps.map((name) => ({ name, state: 'ahead' })),
  logKnown: false,
  lines: 0,
  matched: 0,
});

/** A file of sources, as TuyaOpen's log names one; the chip maker's log has a tag instead. */
const isOwnForm = ({ level, file }: LogLine): boolean =>
  level !== undefined && /\.c(?:pp)?$|^0x[0-9a-f]+$/i.test(file ?? '');

/** The first row of the table that fits the line. */
export const rowOf = (line: LogLine): LogRow | undefined => {
  const text = line.text.trimEnd();
  const isOwn = isOwnForm(line);
  return logTable.find(
    ({ pattern, own }) => (own === undefined || (own ? isOwn : line.stamp === undefined)) && pattern.test(text),
  );
};

const foldLine = (view: BindView, line: LogLine): BindView => {
  // What the bench types is no evidence.
  if (line.sent) return view;
  const read = { ...view, lines: view.lines + 1 };
  const row = rowOf(line);
  if (!row) return read;
  if (row.anybody) return readRow(read, row, line);
  const told = readRow({ ...read, matched: view.matched + 1, logKnown: true }, row, line);
  return told.memory?.spoke ? told : remember(told, { spoke: true });
};

const readRow = (known: BindView, { means, pattern }: LogRow, line: LogLine): BindView => {
  const text = line.text.trimEnd();
  const { at, ticks, from } = line;
  const proof = { at, ticks, witness: 'log' as const, text, ...(from && { from }) };
  if (means === 'known') return known;
  if ('proves' in means) return prove(known, means.proves, proof);
  if ('begins' in means) return begin(known, means.begins, proof);
  if ('fault' in means) return fail(known, { code: means.fault, step: means.step }, proof);
  const caught = { ...pattern.exec(text)?.groups };
  return readings[means.reads](known, { ...proof, caught, file: line.file });
};

/** Where a fault belongs of which only the name is known. */
const stepOfFault: Readonly<Record<BindFaultCode, BindStepName | undefined>> = {
  'bind.wifi-password': 'wifi',
  'bind.wifi-not-found': 'wifi',
  'bind.no-network': 'wifi',
  'bind.token-refused': 'activation',
  'bind.not-authorised': 'activation',
  'bind.license-elsewhere': 'activation',
  'bind.no-license': 'license',
  'bind.placeholder-license': 'license',
  'bind.pid-mismatch': 'activation',
  'bind.clock': 'activation',
  'bind.link-down': 'wifi',
  'bind.no-dns': undefined,
  'bind.unreachable': undefined,
  'bind.no-endpoint': 'discovery',
  'bind.other-cloud': undefined,
  'bind.tls': 'tls',
  'bind.activation-failed': 'activation',
  'bind.login-refused': 'channel',
  'bind.broker-refused': 'online',
  'bind.crashed': undefined,
  'bind.report-dropped': 'data-point',
  'bind.unheard': undefined,
};

const identityIn = ({ deviceId, uuid, pid }: Details) => ({
  ...(typeof deviceId === 'string' && { deviceId }),
  ...(typeof uuid === 'string' && { uuid }),
  ...(typeof pid === 'string' && { pid }),
});

/** Pure: gives the rail as it is after the news. */
export const foldBind = (view: BindView, news: BindNews): BindView => {
  if (news.kind === 'restart') return emptyBind();
  if (news.kind === 'line') return foldLine(view, news.line);
  const { at, ticks, details = {} } = news;
  if (news.kind === 'failed') {
    const step = stepOfFault[news.code] ?? currentStep(view);
    return fail(view, { code: news.code, step, again: false }, { at, ticks, witness: 'token-poll', details });
  }
  const { step, witness } = news;
  const channel = step === 'channel' && witness === 'bluetooth' ? { channel: 'bluetooth' as const } : {};
  return prove({ ...view, ...identityIn(details), ...channel }, step, { at, ticks, witness, details });
};

/** Firmware gives a network this long before it counts a try as failed. */
const patienceSeconds = 15;

const silentAt: Partial<Record<BindStepName, BindFaultCode>> = {
  discovery: 'bind.no-endpoint',
  tls: 'bind.tls',
  activation: 'bind.activation-failed',
};

/**
 * What it most likely means that nothing more was heard for so many seconds. Before the network it is mostly the Wi-Fi,
 * and only the board's own lines can say which part of it.
 */
export const silentFault = (view: BindView, seconds: number): BindFaultCode => {
  if (view.fault) return view.fault.code;
  const step = currentStep(view);
  if (step === 'wifi') return (view.memory?.wifiTries ?? 0) > 0 ? 'bind.no-network' : 'bind.unheard';
  return seconds < patienceSeconds || !view.logKnown ? 'bind.unheard' : (silentAt[step] ?? 'bind.unheard');
};
