/** Reading that is handed on as it comes: a chip of 16 MB takes no more memory than its stretches. */

/** `from` is counted from the start of what is read. The next stretch is on its way meanwhile, and waits for the promise. */
export type TakeStretch = (bytes: Uint8Array, from: number) => Promise<void> | void;

/**
 * Reads stretch by stretch; each is proven before it is handed on, once, in order. A taker that fails ends the reading at
 * the next stretch.
 */
export const inStretches = async (
  size: number,
  stretchBytes: number,
  read: (from: number, length: number) => Promise<Uint8Array>,
  take: TakeStretch,
): Promise<void> => {
  let taking: Promise<void> = Promise.resolve();
  for (let from = 0; from < size; from += stretchBytes) {
    const bytes = await read(from, Math.min(stretchBytes, size - from)).catch(async (fault: unknown) => {
      // Whatever ended the reading, nobody is still at work on what was handed on.
      await taking.catch(() => {});
      throw fault;
    });
    await taking;
    taking = Promise.resolve(take(bytes, from));
    // Awaited at the next stretch; until then its failure is not unhandled.
    taking.catch(() => {});
  }
  await taking;
};

/** All of it in one array. */
export const readWhole = async (size: number, read: (take: TakeStretch) => Promise<void>): Promise<Uint8Array> => {
  const whole = new Uint8Array(size);
  await read((bytes, from) => whole.set(bytes, from));
  return whole;
};
