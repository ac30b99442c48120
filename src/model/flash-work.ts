/** A stretch of flash in a plan of writing, in bytes; whole sectors, from the start of the flash. */
export interface WorkSpan {
  offset: number;
  size: number;
  /** `keep`: it holds already what it should; `erase`: it shall be blank; `send`: its bytes go over the line. */
  deed: 'keep' | 'send' | 'erase';
}

/** What became of an image's bytes when it was written; together they are the image. */
export interface FlashWork {
  /** Was there already. */
  kept: number;
  sent: number;
  /** Blank in the image, and was not in the flash. */
  erased: number;
}

/** A stretch of flash, in bytes. */
interface Stretch {
  from: number;
  to: number;
}

const inside = ({ offset, size }: WorkSpan, { from, to }: Stretch): number =>
  Math.max(0, Math.min(offset + size, to) - Math.max(offset, from));

/** Erasing on the way is part of a plan that is carried out; without a plan it is what comes before the first byte. */
export const isUnderWay = ({ phase, work }: { phase: string; work?: readonly WorkSpan[] }): boolean =>
  phase === 'writing' || (phase === 'erasing' && work !== undefined);

const wordFor = { keep: 'kept', send: 'sent', erase: 'erased' } as const;

/** What a plan means for the image that lies at `image`: a sector at its edge counts as far as it is the image's. */
export const workIn = (work: readonly WorkSpan[], image: Stretch): FlashWork => {
  const sum = { kept: 0, sent: 0, erased: 0 };
  for (const span of work) sum[wordFor[span.deed]] += inside(span, image);
  return sum;
};

export const sumOfWork = (parts: readonly FlashWork[]): FlashWork =>
  parts.reduce(
    (sum, { kept, sent, erased }) => ({
      kept: sum.kept + kept,
      sent: sum.sent + sent,
      erased: sum.erased + erased,
    }),
    { kept: 0, sent: 0, erased: 0 },
  );

/**
 * How far a plan is that is carried out from its start on, when so many bytes of the image are sent or erased: what that
 * was, and where the next byte goes.
 */
export const workBehind = (
  work: readonly WorkSpan[],
  image: Stretch,
  bytes: number,
): Omit<FlashWork, 'kept'> & { at: number } => {
  const behind = { sent: 0, erased: 0 };
  let left = bytes;
  for (const span of work) {
    if (span.deed === 'keep') continue;
    const size = inside(span, image);
    behind[wordFor[span.deed]] += Math.min(size, left);
    if (left < size) return { ...behind, at: Math.max(span.offset, image.from) + left };
    left -= size;
  }
  return { ...behind, at: image.to };
};
