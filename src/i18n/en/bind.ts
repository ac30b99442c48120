/** The binding rail, and the reader of saved logs. */
import type { BindStepName, BindStepView, BindView, ReturnCode, Witness } from '../../model/bind';
import { own } from '../../model/own';
import { catalog } from '../catalog';
import { joined, number, short, told } from '../details';
import { formats } from '../format';

const f = formats('en');

const channels: Readonly<Record<NonNullable<BindView['channel']>, string>> = {
  bluetooth: 'Bluetooth',
  qr: 'QR code',
  ap: 'Access point',
};

export const bindStepNames: Readonly<Record<BindStepName, string>> = {
  license: 'License',
  channel: 'Bluetooth or QR',
  wifi: 'Wi-Fi',
  token: 'Token',
  discovery: 'Discovery',
  tls: 'TLS',
  activation: 'Activation',
  schema: 'Keys, model',
  online: 'Online',
  'data-point': 'Data point',
};

const witnesses: Readonly<Record<Witness, string>> = {
  log: 'in the log',
  bluetooth: 'over Bluetooth',
  'token-poll': 'told by the cloud',
  'device-list': 'seen in the cloud',
  bench: 'by the bench',
};

type Details = NonNullable<BindStepView['details']>;

const facts: Readonly<Record<BindStepName, (d: Details) => string | undefined>> = {
  license: (d) => joined(', ', joined(' ', told(d, 'uuid') && 'uuid', short(told(d, 'uuid'))), licensePlace(d)),
  channel: () => undefined,
  wifi: (d) => told(d, 'ssid') ?? (told(d, 'link') === 'cable' ? 'by cable' : undefined),
  token: (d) => joined(' ', told(d, 'region') && 'region', told(d, 'region')),
  discovery: (d) => told(d, 'host'),
  tls: (d) => told(d, 'host'),
  activation: (d) => short(told(d, 'deviceId')),
  schema: () => 'stored',
  online: () => undefined,
  'data-point': (d) =>
    joined(', ', told(d, 'dpId') && `DP ${told(d, 'dpId')} is ${told(d, 'value') ?? 'set'}`, latency(d)),
};
const licensePlace = (d: Details) => own({ compiled: 'compiled in', otp: 'one-time memory' }, told(d, 'from') ?? '');
const latency = (d: Details) =>
  number(d, 'latencyMs') === undefined ? undefined : f.took(number(d, 'latencyMs') ?? 0);

const codes: Readonly<Record<ReturnCode, string>> = {
  general: 'general fault',
  parameter: 'refused',
  network: 'network fault',
  json: 'field missing',
  connect: 'connection failed',
  transfer: 'transfer failed',
  storage: 'storage fault',
  timeout: 'timed out',
  missing: 'does not exist',
  authentication: 'not authenticated',
  tls: 'TLS fault',
  'no-gateway': 'device does not exist',
  'token-expired': 'token expired',
  'must-reset': 'needs a factory reset',
  unregistered: 'not registered',
  signature: 'signature wrong',
  removed: 'removed',
  'bound-already': 'bound already',
  link: 'connection fault',
};

const many = (n: number, one: string, more: string) => `${f.count(n)} ${n === 1 ? one : more}`;

export const bind = catalog('bind', {
  label: 'Binding, step by step',
  name: (step: BindStepName, { channel }: Pick<BindView, 'channel'> = {}) =>
    step === 'channel' && channel ? channels[channel] : bindStepNames[step],
  /** Under a lit step: what it told, or who saw it. */
  fact: (step: BindStepName, details: Details, witness: Witness | undefined) =>
    facts[step](details) || (witness ? witnesses[witness] : undefined),
  by: (step: BindStepName) => `proved by ${bindStepNames[step]}`,
  notSeen: 'not seen',
  notReached: (n: number) => `${n} more ${n === 1 ? 'step' : 'steps'}, not reached`,
  boundBefore: 'bound before',
  waiting: 'under way',
  tries: (n: number) => many(n, 'try', 'tries'),
  times: (n: number) => `told ${f.count(n)} times`,
  crashes: (n: number) => `crashed ${f.count(n)} times`,
  code: (code: ReturnCode) => codes[code],
  silent: {
    unknown: 'No line of this log is one we know. Only what the cloud tells lights a step.',
    nothing: 'Nothing of the binding was heard yet.',
  },

  reader: {
    title: 'Read a saved log',
    lead: 'Shows how far a board came on its way into the cloud, and what was in the way. The log stays on this computer; passwords and keys are taken out before anything is shown.',
    choose: 'Choose a file',
    drop: 'Drop a log here: from this console, a terminal or a serial monitor.',
    paste: 'Paste a log',
    pasteLabel: 'Log',
    pasteHint: 'Some hundred lines from the start of the board are best.',
    read: 'Read it',
    another: 'Read another',
    pasted: 'Pasted text',
    tooLarge: (name: string, mebibytes: number) =>
      `${name} has more than ${mebibytes} MiB. Cut out the part around the binding.`,
    unreadable: (name: string) => `${name} could not be read.`,
    empty: (name: string) => `${name} holds no text.`,
    counted: (lines: number, matched: number) =>
      `${many(lines, 'line', 'lines')}, ${f.count(matched)} of them about the binding`,
    life: (n: number, of: number) => `Start ${n} of ${of}`,
    lives: 'The board started more than once',
    bound: 'Bound and online.',
    offline: 'Bound. At the end of the log it had lost its connection, and it tries again.',
    waiting: {
      any: 'The board waits for pairing: by Bluetooth, its access point or a QR code. Nothing is wrong so far.',
      qr: 'The board waits for its QR code to be scanned. License, network and cloud are good.',
    },
    underWay: (step: string) => `The log ends while “${step}” is under way.`,
    endsAt: (step: string) => `The log ends before “${step}”.`,
    nothing: 'None of its lines is about a binding: it begins too late, or its level hides them.',
    knownFault: 'A known fault of this firmware',
    unknownTitle: 'This log tells nothing about a binding',
    unknown: (source: string) =>
      `None of its lines is known from ${source}. Other firmware, a log level that hides the lines, or a log that begins too late.`,
    knownFrom: (source: string) => `Lines are known from ${source}.`,
    happened: 'What happened',
    know: 'What we know',
    doThis: 'Do this',
    evidence: 'Lines that lit a step',
    identity: { deviceId: 'Device id', uuid: 'uuid', pid: 'PID' },
    runs: 'Or a run of this bench',
    runsNote: 'Each run keeps its rail.',
    noRuns: 'No run that paired a board is kept yet.',
    openRun: (when: string) => `Rail of the run of ${when}`,
    unknownBoard: 'Unknown board',
    virtual: 'virtual',
    outcomes: { proven: 'done', failed: 'failed', doubtful: 'doubtful', waiting: 'waits for you', stopped: 'stopped' },
  },
});
