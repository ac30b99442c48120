/** A pairing token from asking for it to its end: used, or its time is over. */
import { useEffect, useState } from 'react';
import { ownClock } from '../../../model/clock';
import type { TokenOwner } from '../../../model/run';
import type { CloudTrouble, Got } from '../../../steps/device/ask-cloud';
import {
  makeToken,
  type PairingTokenHere,
  pollToken,
  readPoll,
  type TokenOutcome,
} from '../../../steps/device/pairing-token';
import type { PlacedCloud } from '../../parts/cloud-desk';

/** At most once a second (openapi, section 6); the stations of a project share one limit. */
const pollMs = 2000;
const nobody: TokenOutcome = { came: [], failed: [] };

export interface TokenHere {
  token?: PairingTokenHere;
  outcome: TokenOutcome;
  asking: boolean;
  trouble?: CloudTrouble;
}

export const useToken = ({ cloud, followPairing }: PlacedCloud, onCame: () => void) => {
  const [here, setHere] = useState<TokenHere>({ outcome: nobody, asking: false });
  const get = async (owner: TokenOwner) => {
    setHere({ outcome: nobody, asking: true });
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const made = await makeToken(cloud, owner, zone, ownClock.ticks);
    setHere(
      made.ok
        ? { token: made.value, outcome: nobody, asking: false }
        : { outcome: nobody, asking: false, trouble: made.trouble },
    );
  };
  const { token } = here;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another token begins another watch
  useEffect(() => {
    if (!token) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    /** False while it is worth asking on. */
    const take = (got: Got<TokenOutcome>): boolean => {
      if (!got.ok) setHere((before) => ({ ...before, trouble: got.trouble }));
      else setHere((before) => ({ ...before, outcome: got.value, trouble: undefined }));
      const came = got.ok && got.value.came.length > 0;
      if (came) onCame();
      return came;
    };
    const poll = async () => {
      clearTimeout(timer);
      const got = await pollToken(cloud, token);
      if (left || take(got)) return;
      if (ownClock.ticks() < token.endsTicks) timer = setTimeout(() => void poll(), pollMs);
    };
    const stops = [
      followPairing
        ? followPairing(
            token.token,
            token.owner === 'asset' ? 'asset' : 'home',
            token.endsTicks - ownClock.ticks(),
            (answer) => take(readPoll(answer)),
          )
        : () => clearTimeout(timer),
    ];
    if (!followPairing) {
      timer = setTimeout(() => void poll(), pollMs);
      stops.push(cloud.listen((event) => event.kind === 'bound' && void poll()));
    }
    return () => {
      left = true;
      for (const stop of stops) stop();
    };
  }, [cloud, token]);
  return { here, get };
};
