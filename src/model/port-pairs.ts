/** Which port has the log of which board, where a board has two on one cable (beken-uart-boot, section 1). Pure. */

export interface PortMet {
  id: string;
  /** USB ids of its adapter; of virtual boards as well, which are a kind of their own. */
  kind: string;
  /** As `Clock.ticks`; missing for a port that was there before anybody looked. */
  pluggedAt?: number;
}

/** The channels of one bridge come to the computer within moments, ms. */
const togetherMs = 2000;

export const cameTogether = ({ pluggedAt: a }: PortMet, { pluggedAt: b }: PortMet): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= togetherMs;

/** What browsers tell of a port does not say more: the same kind of adapter, and not two that came one after the other. */
export const mayShareCable = (a: PortMet, b: PortMet): boolean =>
  a.id !== b.id && a.kind === b.kind && (a.pluggedAt === undefined || b.pluggedAt === undefined || cameTogether(a, b));

/** Bridges with two channels or more, by vendor and product id, as their makers name them. */
const twoChannels: ReadonlySet<string> = new Set(['1a86:55d2', '1a86:55d5', '10c4:ea70', '10c4:ea71', '0403:6010']);

export const hasTwoChannels = (adapter: string): boolean => twoChannels.has(adapter);

/** A port that could be the log of a chip, before and after that chip was let go from its loader. */
export interface HeardAround {
  id: string;
  /** It came with the chip's own port. */
  together: boolean;
  /** It talked while the chip sat still: somebody else's, or nobody's. */
  talkedBefore: boolean;
  /** `banner`: an application began there; `text`: something that reads like text. */
  since: 'nothing' | 'text' | 'banner';
}

/**
 * The one port that began to speak when the chip did. Undefined when it is none, and as well when it could be several:
 * the log of another board is worse than no log.
 */
export const whoseStart = (heard: readonly HeardAround[]): string | undefined => {
  const still = heard.filter(({ talkedBefore }) => !talkedBefore);
  const began = still.filter(({ since }) => since === 'banner');
  if (began.length > 0) return began.length === 1 ? began[0]?.id : undefined;
  // Without a banner that is known, only what the cable says as well is believed.
  const spoke = still.filter(({ since }) => since === 'text');
  return spoke.length === 1 && spoke[0]?.together ? spoke[0].id : undefined;
};
