/**
 * The connection a conversation goes through, and the next one in its place: after a message that broke off a device may
 * lose the one behind it, and a new connection is what every generation begins afresh with (ble-pairing, section 10).
 */
import { BenchError } from '../model/problem';
import type { Frame } from '../protocols/tuya-ble/frame';
import { type BleKeyring, type BleKeys, createBleKeyring } from './ble-keyring';
import { type BleTalk, type BleTalkOptions, openBleTalk } from './ble-talk';
import type { RadioLink } from './radio';

export interface BleLine {
  link: RadioLink;
  talk: BleTalk;
  /** R, P and the numbers are those of one connection. */
  keyring: BleKeyring;
}

export interface BleLines {
  readonly now: BleLine;
  /** One call at a time. True when another line stands in place of one that broke: there nobody knows us yet. Throws as `reopen`. */
  renew(signal: AbortSignal): Promise<boolean>;
  /** Across all of them. */
  listen(heard: (frame: Frame, mode: number) => void): () => void;
  /** Settles when a line is gone that no other one replaces, with who ended it. */
  readonly closed: Promise<'device' | 'host'>;
  /** For good: a line that is just being opened is closed as well. Never throws. */
  close(): Promise<void>;
}

export interface BleLineOptions extends BleTalkOptions {
  /** Connects to the same device once more. Without it a session has one link, whatever befalls that. */
  reopen?(signal: AbortSignal): Promise<RadioLink>;
}

export const openBleLines = (first: RadioLink, keys: BleKeys, options: BleLineOptions): BleLines => {
  const { reopen } = options;
  const ears = new Set<(frame: Frame, mode: number) => void>();
  let ended: (by: 'device' | 'host') => void = () => {};
  const closed = new Promise<'device' | 'host'>((resolve) => {
    ended = resolve;
  });

  const open = (link: RadioLink): BleLine => {
    const keyring = createBleKeyring(keys);
    const line: BleLine = { link, keyring, talk: openBleTalk(link, keyring, options) };
    line.talk.listen((frame, mode) => {
      for (const heard of [...ears]) heard(frame, mode);
    });
    void link.closed.then((by) => {
      if (now === line && !renewing) ended(by);
    });
    return line;
  };

  let renewing = false;
  let over = false;
  let now: BleLine = open(first);

  return {
    get now() {
      return now;
    },
    async renew(signal) {
      if (!reopen || !now.talk.broken || now.talk.gone.aborted) return false;
      renewing = true;
      try {
        await now.link.close();
        const link = await reopen(signal);
        // Whoever closed meanwhile could not close this one.
        if (over) {
          await link.close();
          throw new BenchError('cancelled');
        }
        now = open(link);
        return true;
      } catch (fault) {
        ended(over ? 'host' : 'device');
        throw fault;
      } finally {
        renewing = false;
      }
    },
    listen(heard) {
      ears.add(heard);
      return () => ears.delete(heard);
    },
    closed,
    async close() {
      over = true;
      await now.talk.close().catch(() => {});
    },
  };
};
