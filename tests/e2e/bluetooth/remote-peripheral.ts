import type { Advertisement, Central, Peripheral, PeripheralLink } from '../../../src/virtual/parts/peripheral';
import type { AirDevice } from './bluez-device';

/**
 * A virtual board's radio across processes: `serveRadio` beside the board, `remotePeripheral` before the stand-in for
 * BlueZ. Between them pass plain messages in order (`process.send`, serialization "advanced"), nothing else.
 */

/** `link` counts the attempts to connect, so that what is late for one is not taken for the next. */
export type ToRadio =
  | { radio: 'connect'; link: number }
  | { radio: 'write'; link: number; bytes: Uint8Array }
  | { radio: 'disconnect'; link: number };

export type FromRadio =
  | { radio: 'advertisement'; now: Advertisement | undefined }
  | { radio: 'connected'; link: number; taken: boolean }
  | { radio: 'notified'; link: number; bytes: Uint8Array }
  | { radio: 'disconnected'; link: number };

/** Tells the advertisement at once and whenever it changes; the answer takes what the other end posts. */
export const serveRadio = (
  peripheral: Peripheral,
  post: (message: FromRadio) => void,
): { take(message: ToRadio): void } => {
  let current: { number: number; link: PeripheralLink } | undefined;
  const advertise = () => post({ radio: 'advertisement', now: peripheral.advertisement() });
  const centralOf = (number: number): Central => ({
    notified: (bytes) => post({ radio: 'notified', link: number, bytes }),
    disconnected() {
      if (current?.number === number) current = undefined;
      post({ radio: 'disconnected', link: number });
    },
  });
  peripheral.watch(advertise);
  advertise();
  return {
    take(message) {
      if (message.radio === 'connect') {
        const link = peripheral.connect(centralOf(message.link));
        if (link) current = { number: message.link, link };
        post({ radio: 'connected', link: message.link, taken: link !== undefined });
      } else if (current?.number !== message.link) {
        return; // on its way while the device dropped the link
      } else if (message.radio === 'write') {
        current.link.write(message.bytes);
      } else {
        const { link } = current;
        current = undefined;
        link.disconnect();
      }
    },
  };
};

export interface RemotePeripheral extends AirDevice {
  /** What the other end posted. */
  take(message: FromRadio): void;
  /** The other process has ended: the link is lost, and nothing is on the air. */
  ended(): void;
}

export const remotePeripheral = (post: (message: ToRadio) => void): RemotePeripheral => {
  const watching = new Set<() => void>();
  const asked = new Map<number, (link: PeripheralLink | undefined) => void>();
  const centrals = new Map<number, Central>();
  let onAir: Advertisement | undefined;
  let last = 0;

  const linkOf = (link: number): PeripheralLink => ({
    write: (bytes) => post({ radio: 'write', link, bytes }),
    disconnect() {
      centrals.delete(link);
      post({ radio: 'disconnect', link });
    },
  });
  const advertise = (now: Advertisement | undefined) => {
    onAir = now;
    for (const tell of watching) tell();
  };
  const drop = (link: number) => {
    const central = centrals.get(link);
    centrals.delete(link);
    central?.disconnected();
  };
  const answered = (link: number, taken: boolean) => {
    if (!taken) centrals.delete(link);
    asked.get(link)?.(taken ? linkOf(link) : undefined);
    asked.delete(link);
  };

  return {
    advertisement: () => onAir,
    watch(changed) {
      watching.add(changed);
      return () => watching.delete(changed);
    },
    connect(central) {
      const link = ++last;
      centrals.set(link, central);
      post({ radio: 'connect', link });
      return new Promise((done) => asked.set(link, done));
    },
    take(message) {
      if (message.radio === 'advertisement') advertise(message.now);
      else if (message.radio === 'connected') answered(message.link, message.taken);
      else if (message.radio === 'notified') centrals.get(message.link)?.notified(message.bytes);
      else drop(message.link);
    },
    ended() {
      for (const link of [...asked.keys()]) answered(link, false);
      for (const link of [...centrals.keys()]) drop(link);
      advertise(undefined);
    },
  };
};
