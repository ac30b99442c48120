/**
 * Live reports for all pages at once, from one source: the emulated cloud, the message push, or asking again and again
 * while there is no push. Nothing runs while nobody listens.
 */
import type { CloudAnswer, CloudCall, CloudEvent, EventOrigin } from '../../model/cloud';
import { pushUrl } from '../../protocols/openapi/push';
import type { Account } from './accounts';
import type { Clock } from './clock';
import type { Desk } from './desk';
import { createDeviceWatch } from './device-watch';
import { followPush } from './push-client';

export interface LiveSettings {
  desk: Desk;
  clock: Clock;
  /** The emulated cloud's own events, where the relay has it. */
  virtualEvents?(heard: (event: CloudEvent) => void): () => void;
  /** Where the push of an account is; a test has its own. */
  pushAddress?(account: Account): string;
  log(line: string): void;
}

export interface Live {
  origin(): EventOrigin;
  /** The answer stops listening. */
  listen(heard: (event: CloudEvent) => void): () => void;
  /** A page's call was answered: its device is of interest where there is no push. */
  heard(call: CloudCall, answer: CloudAnswer): void;
}

export const createLive = (settings: LiveSettings): Live => {
  const { desk, clock, virtualEvents, log } = settings;
  const pushAddress = settings.pushAddress ?? (({ dataCentre, accessId }: Account) => pushUrl(dataCentre, accessId));
  const ears = new Set<(event: CloudEvent) => void>();
  const tell = (event: CloudEvent) => {
    for (const heard of [...ears]) heard(event);
  };
  const watch = createDeviceWatch(desk.call, tell, clock);
  let pushFlows = false;
  let stop: (() => void) | undefined;

  const begin = (): (() => void) => {
    if (virtualEvents) return virtualEvents(tell);
    const account = desk.accounts.current();
    if (!account) return () => {};
    watch.start();
    const stopPush = followPush({
      url: pushAddress(account),
      account,
      clock,
      heard: tell,
      flows: (open) => {
        pushFlows = open;
        if (open) watch.stop();
        else watch.start();
      },
      log,
    });
    return () => {
      stopPush();
      watch.stop();
      pushFlows = false;
    };
  };

  const end = (): void => {
    stop?.();
    stop = undefined;
  };

  desk.onChange(() => {
    end();
    if (ears.size > 0) stop = begin();
  });

  return {
    origin() {
      if (virtualEvents) return 'virtual';
      if (!desk.session()) return 'none';
      return pushFlows ? 'push' : 'polling';
    },
    listen(heard) {
      ears.add(heard);
      stop ??= begin();
      return () => {
        ears.delete(heard);
        if (ears.size === 0) end();
      };
    },
    heard(call, answer) {
      if (!virtualEvents) watch.heard(call, answer);
    },
  };
};
