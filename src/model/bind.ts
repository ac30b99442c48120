/**
 * The binding rail: the steps of one binding, each lit by evidence. Finer than the stations of a run, and also read from
 * a saved log or from a run's record, where no bench was there.
 */
import type { LogLine } from './log-line';
import type { ProblemCode } from './problem';
import type { StationState } from './station-state';

/** In order. `channel` is Bluetooth or QR, whichever brought the token. */
export const bindSteps = [
  'license',
  'channel',
  'wifi',
  'token',
  'discovery',
  'tls',
  'activation',
  'schema',
  'online',
  'data-point',
] as const;
export type BindStepName = (typeof bindSteps)[number];

/** Who saw it: the device's own log, the Bluetooth conversation, the cloud's two lists, or the bench itself. */
export type Witness = 'log' | 'bluetooth' | 'token-poll' | 'device-list' | 'bench';

export interface BindStepView {
  name: BindStepName;
  state: StationState;
  /** Milliseconds since 1970, by our own clock, of the evidence that lit it. */
  at?: number;
  /** As `Clock.ticks`, of the same evidence. */
  ticks?: number;
  /** Milliseconds since the step before it was lit. */
  ms?: number;
  witness?: Witness;
  /** The line that lit it, masked. */
  text?: string;
  /** The port it came out of, as the line has it. */
  from?: LogLine['from'];
  /** What it told: `deviceId`, `region`, `host`, `ssid`, `uuid`, `dpId`, `value`, `latencyMs`. Never a secret. */
  details?: Readonly<Record<string, string | number>>;
  /** How often it was said, when more than once. */
  times?: number;
}

/** Names of the return codes of the device's SDK that a log shows (authorize-cli, section 6). */
export type ReturnCode =
  | 'general'
  | 'parameter'
  | 'network'
  | 'json'
  | 'connect'
  | 'transfer'
  | 'storage'
  | 'timeout'
  | 'missing'
  | 'authentication'
  | 'tls'
  | 'no-gateway'
  | 'token-expired'
  | 'must-reset'
  | 'unregistered'
  | 'signature'
  | 'removed'
  | 'bound-already'
  | 'link';

/** What a binding can fail of; each has its words and remedies as a problem. */
export type BindFaultCode = Extract<ProblemCode, `bind.${string}`>;

export interface BindFault {
  code: BindFaultCode;
  step: BindStepName;
  details: Readonly<Record<string, string | number>>;
  /** Of the evidence. */
  at: number;
  ticks?: number;
  /** The line that told it, masked. */
  text?: string;
  from?: LogLine['from'];
  /** How often it was told, when more than once: a board with a refused token asks every second. */
  times?: number;
}

/** What one line of a log has to know of those before it; no part of what is shown. */
export interface BindMemory {
  /** Whose login is under way: the unbound device's, that waits for a token, or the bound one's. */
  login?: 'waiting' | 'device';
  /** The way by QR code is open. */
  direct?: boolean;
  /** Where the cloud is has been told since the token came. */
  endpoints?: boolean;
  /** Failed tries to join the network since it was handed over. */
  wifiTries?: number;
  /** The report under way: `1 true`. */
  reported?: { dpId: number; value: string };
  /** No license was found in the store of this start: what is used was compiled in. */
  unstored?: boolean;
  /** How far the last refusal was told: several lines tell one, in a fixed order. */
  turn?: number;
  /** To whom a connection is being made, where that was told. */
  asking?: { peer?: 'address' | 'cloud' | 'broker'; host?: string; port?: number };
  /** Where the cloud and its broker are, as the address service told. */
  cloudHost?: string;
  brokerHost?: string;
  /** Crashes so far, over all starts. */
  crashes?: number;
  /** The step it crashed at was under way: to come as far again is no further. */
  crashedIn?: boolean;
  /** A program has spoken since the last start, not the ROM alone. */
  spoke?: boolean;
  /** A crash is being told and nothing has started since: it takes many lines. */
  crashing?: boolean;
  /** The watchdog has complained, of this task if it named one. */
  watchdog?: { task?: string };
}

export interface BindView {
  steps: readonly BindStepView[];
  /** The last fault that nothing since has overcome. */
  fault?: BindFault;
  /** What brought the token, as far as anybody told. */
  channel?: 'bluetooth' | 'qr' | 'ap';
  /** False as long as no line of the log was one we know: then only the cloud's witnesses count. */
  logKnown: boolean;
  /** The firmware was bound before: it skips from license to online. */
  boundBefore?: boolean;
  /** Bound, and not online any more when it was last heard of. */
  offline?: boolean;
  /** What the firmware is known to do wrong; it keeps nobody from binding. */
  notes?: readonly BindFault[];
  deviceId?: string;
  uuid?: string;
  pid?: string;
  /** Lines read in all, and how many of them meant something. */
  lines: number;
  matched: number;
  memory?: BindMemory;
}
