/**
 * How a board comes by a network: a cable, or the Wi-Fi it was configured for, tried for ever with growing pauses
 * (authorize-cli, section 6, rows of Wi-Fi; texts, states and pauses are those of TuyaOpen's `netconn_wifi.c`).
 */
import type { NetworkInRange } from '../../model/board-habits';
import type { LogEntry } from '../parts/log';

export interface WifiNetwork {
  ssid: string;
  password: string;
}

export interface BoardNetwork {
  /** As `NETMGR_LINK_*`. */
  link(): 0 | 1;
  /** Resolves once there is a network, at once when there is one. */
  wait(): Promise<void>;
  join(network: WifiNetwork): void;
  /** Leaves the Wi-Fi and stops trying. */
  leave(): void;
}

export interface NetworkHost {
  cable: boolean;
  /** Undefined: every Wi-Fi is in range. */
  inRange?: readonly NetworkInRange[];
  /** Its chip hears 5 GHz, too. */
  fiveGhz: boolean;
  /** False where time is not modelled: what repeats for ever ends soon. */
  timed: boolean;
  later(ms: number, work: () => void): void;
  log(...entry: LogEntry): void;
  /** A line of the chip maker's own log. */
  chipLog(tag: string, text: string): void;
  /** The link came or went. */
  changed(): void;
}

/** Numbers that the log shows. */
const stats = { ready: 0, check: 1, linkUp: 2, wait: 3, stop: 4 } as const;
const happenings = { connected: 0, failed: 1 } as const;
const kinds = { wifi: 1, wired: 2 } as const;
/** Seconds from one failure to the next try. */
const pauses = [1, 3, 5, 10, 15, 20] as const;
const triesWithoutTime = 4;

/** From start until the cable has a network; about what joining a Wi-Fi takes. */
const upMs = 1500;
/** Guesses: a scan of all channels, and the handshake that the access point lets run out. */
const scanMs = 2400;
const handshakeMs = 3600;
/** ESP-IDF's reasons, which TuyaOpen's port takes for "no such network" and "wrong password". */
const reasons = { notFound: 201, handshake: 204 } as const;

type Outcome = { ms: number; reason?: number };

const outcomeOf = (
  { inRange, fiveGhz }: Pick<NetworkHost, 'inRange' | 'fiveGhz'>,
  { ssid, password }: WifiNetwork,
): Outcome => {
  if (!inRange) return { ms: upMs };
  const found = inRange.filter(({ ssid: name, band }) => name === ssid && (fiveGhz || band !== '5'));
  if (found.length === 0) return { ms: scanMs, reason: reasons.notFound };
  return found.some((network) => network.password === password)
    ? { ms: upMs }
    : { ms: handshakeMs, reason: reasons.handshake };
};

export const createBoardNetwork = (host: NetworkHost): BoardNetwork => {
  const { log, timed } = host;
  const waiting = new Set<() => void>();
  let wiredUp = false;
  let stat: number = stats.ready;
  let tries = 0;
  let failures = 0;
  /** Begun anew with every try; what belongs to an older one is not heard any more. */
  let attempt = 0;
  let shown = 0;

  const link = (): 0 | 1 => (wiredUp || stat === stats.linkUp ? 1 : 0);

  const tell = (): void => {
    const status = link();
    const active = host.cable ? kinds.wired : kinds.wifi;
    log('D', 'netmgr.c:113', `netmgr status changed to ${status}, old ${shown}, active ${active}`);
    shown = status;
    host.changed();
    if (status === 0) return;
    for (const done of waiting) done();
    waiting.clear();
  };

  const happened = (event: number): void => {
    log('N', 'netconn_wifi.c:106', `wifi status changed to ${event}, old stat: ${stat}`);
    if (event === happenings.connected) {
      log('D', 'netconn_wifi.c:110', `wifi connected in stat ${stat}`);
      failures = 0;
      stat = stats.linkUp;
    }
  };

  const connect = (network: WifiNetwork): void => {
    const mine = ++attempt;
    tries += 1;
    log('D', 'netconn_wifi.c:57', `wifi connnet ${network.ssid}`);
    stat = stats.check;
    const { ms, reason } = outcomeOf(host, network);
    host.later(timed ? ms : 0, () => {
      if (mine !== attempt) return;
      if (reason !== undefined) {
        const text = `tkl_wifi_event_handler: WIFI_EVENT_STA_DISCONNECTED Disconnect reason : ${reason}`;
        host.chipLog('TKL_WIFI', text);
        failed(network);
      } else happened(happenings.connected);
      tell();
    });
  };

  const failed = (network: WifiNetwork): void => {
    happened(happenings.failed);
    const pause = pauses[Math.min(failures, pauses.length - 1)]!;
    log('D', 'netconn_wifi.c:117', `wifi connect wait ${Math.min(failures, pauses.length - 1)}-${pause}`);
    failures = Math.min(failures + 1, pauses.length - 1);
    stat = stats.wait;
    if (!timed && tries >= triesWithoutTime) return;
    const mine = attempt;
    host.later(timed ? pause * 1000 : 0, () => {
      if (mine !== attempt) return;
      log('D', 'netconn_wifi.c:141', `auto conn timeout cnt ${failures}, stat ${stat}`);
      connect(network);
    });
  };

  if (host.cable) {
    host.later(timed ? upMs : 0, () => {
      wiredUp = true;
      tell();
    });
  }

  return {
    link,
    wait: () => (link() ? Promise.resolve() : new Promise((done) => waiting.add(done))),
    join(network) {
      if (stat === stats.linkUp) return;
      failures = 0;
      tries = 0;
      connect(network);
    },
    leave() {
      attempt += 1;
      const wasUp = stat === stats.linkUp;
      stat = stats.stop;
      if (wasUp) tell();
    },
  };
};
