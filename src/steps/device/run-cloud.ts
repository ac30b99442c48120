/** The cloud a run binds its board to: the page's make-believe one for virtual boards, the relay's for real ones. */
import type { Cloud, CloudAnswer, DataCentreId, EventOrigin, PairingKind } from '../../model/cloud';
import type { BoundDevice, TokenOwner } from '../../model/run';

export interface RunCloud {
  place: BoundDevice['place'];
  cloud: Cloud;
  events: EventOrigin;
  /** Tells every new answer to a pairing poll; where it is missing, the run asks by call. */
  followPairing?(token: string, kind: PairingKind, leftMs: number, heard: (answer: CloudAnswer) => void): () => void;
  /** Milliseconds the cloud's clock is ahead of ours, where it was measured. */
  clockOffsetMs?: number;
  dataCentre?: DataCentreId;
  /** Products that boards without a product in their plan may have been built for. */
  pids?: readonly string[];
  /** Whom devices belong to when the plan names nobody. */
  owner?: TokenOwner;
}

/** A board that was given a token from elsewhere can be bound without a cloud of the bench's own. */
export const cloudIfAny = (context: {
  cloud(): Promise<RunCloud>;
  givenToken?: unknown;
}): Promise<RunCloud | undefined> => (context.givenToken ? context.cloud().catch(() => undefined) : context.cloud());
