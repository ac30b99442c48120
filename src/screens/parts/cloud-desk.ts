/** The clouds a page can reach, and the relay's desk: what `app` makes and screens hold. */
import type { StoreApi } from 'zustand/vanilla';
import type { Cloud, CloudAnswer, PairingKind, ProbeAnswer, RelayAccount, RelayStatus } from '../../model/cloud';
import type { Problem } from '../../model/problem';

/** `page` lives in this page's bench, `relay` behind the bench's own server. */
export type CloudPlace = 'page' | 'relay';

export interface PlacedCloud {
  place: CloudPlace;
  cloud: Cloud;
  /** Tells every new answer to a pairing poll; where it is missing, who wants to know asks by call. */
  followPairing?(token: string, kind: PairingKind, leftMs: number, heard: (answer: CloudAnswer) => void): () => void;
}

export type RelayState =
  | { kind: 'asking' }
  | { kind: 'absent'; problem: Problem }
  /** `latencyMs` of the answer that told it. */
  | { kind: 'here'; latencyMs: number; status: RelayStatus };

export interface CloudView {
  clouds: readonly PlacedCloud[];
  relay: RelayState;
}

/** Every promise rejects with a `BenchError`. */
export interface CloudDesk {
  readonly view: StoreApi<CloudView>;
  /** Asks the relay again; what it says lands in `view`. */
  look(): Promise<void>;
  /** Sent once to the relay, which never gives it back. */
  keepAccount(account: RelayAccount): Promise<void>;
  forgetAccount(): Promise<void>;
  /** Tries the relay's one account at every data centre. */
  probe(): Promise<readonly ProbeAnswer[]>;
}
