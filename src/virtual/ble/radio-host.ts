/** What the firmware lends to its radio. The radio knows bytes and rules of the air; what comes of them is decided here. */
import type { DataPoint, DpValue } from '../../model/data-point';
import type { License } from '../../model/license';
import type { LogEntry } from '../parts/log';
import type { Clock } from '../parts/wire';

/** The generations of ble-pairing, section 10 (4 is its second table): the air is the same, what is accepted is not. */
export type RadioGeneration = 1 | 2 | 3 | 4;

/** What an app hands over, as it stood in its JSON. */
export interface NetworkTold {
  ssid: string;
  password: string;
  /** 14 characters: region, token, secret. Nobody looks at their number here. */
  token: string;
}

/** Of a device that the cloud knows; gone in the moment of a reset. */
export interface RadioBinding {
  /** 16 characters each. */
  localKey: string;
  secKey: string;
  points: readonly DataPoint[];
  /** What was last reported or obeyed; undefined before. */
  value(id: number): DpValue | undefined;
}

export interface RadioDp {
  id: number;
  value: DpValue;
}

const steps = ['device-info', 'pair', 'config'] as const;
/** Where a device of this habit falls silent, that step and those behind it. */
export type SilentAt = (typeof steps)[number];

export const isSilent = ({ silentAt }: Pick<RadioHost, 'silentAt'>, step: SilentAt): boolean =>
  silentAt !== undefined && steps.indexOf(step) >= steps.indexOf(silentAt);

export interface RadioHost {
  license: License;
  /** 16 characters. */
  pid: string;
  generation: RadioGeneration;
  /** ATT MTU of its links: three bytes of each notification are not ours. */
  mtu: number;
  mangledName?: boolean;
  silentAt?: SilentAt;
  resetAnswer?: 'late' | 'lost' | 'overtaken';
  clock: Pick<Clock, 'now' | 'after' | 'speed'>;
  /** False where time is not modelled. */
  timed?: boolean;
  /** So many random bytes: 16 for every message, 6 for P. */
  random(bytes: number): Uint8Array;
  /** Uninitialised memory: the first byte of the answer to a configuration (section 8). */
  junk(): number;
  log(...entry: LogEntry): void;
  binding(): RadioBinding | undefined;
  /** As `NETMGR_LINK_*`: 0 down, 1 up, 2 up on another interface. */
  link(): 0 | 1 | 2;
  /** Logged in to the cloud. */
  online(): boolean;
  /** Takes what configures it; undefined while no configuration is open. */
  configure(): ((network: NetworkTold) => void) | undefined;
  /** Data points in the order in which the application gets them. */
  command(dps: readonly RadioDp[]): void;
  /** Begins to forget its binding: `binding` is gone when this comes back. */
  reset(): void;
  /** Seconds since 1970; undefined as long as nobody told the time. */
  posix(): number | undefined;
}
