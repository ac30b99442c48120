/** Writes an image around what stays, and proves by the chip's own digests that it stayed. */
import type { ChipSession, WriteProgress } from '../../../chips/chip';
import { BenchError } from '../../../model/problem';
import { type Piece, piecesAround } from '../../../protocols/stores/fate';
import { type Span, sectorsOf } from '../../../protocols/stores/store';

/** The content of a store, and its new place. */
export type Carried = Piece;

interface Spared {
  around: readonly Span[];
  carried: readonly Carried[];
}

type Told = (progress: WriteProgress) => void;

/** Several pieces as one span to look at. */
const writePieces = async (session: ChipSession, pieces: readonly Piece[], told: Told, signal: AbortSignal) => {
  const total = pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let behind = 0;
  for (const { bytes, address } of pieces) {
    const begun = behind;
    await session.write(bytes, address, ({ phase, done }) => told({ phase, done: begun + done, total }), signal);
    behind += bytes.length;
  }
};

export const writeSparing = async (
  session: ChipSession,
  image: Piece,
  { around, carried }: Spared,
  told: Told,
  signal: AbortSignal,
): Promise<void> => {
  const before = new Map<Span, string>();
  for (const span of around) before.set(span, await session.checksum(span.from, span.to - span.from, signal));
  const places = carried.map(({ bytes, address }) => sectorsOf({ offset: address, size: bytes.length }));
  // First to its new place, so that it lies at both until the image is written.
  for (const { bytes, address } of carried) await session.write(bytes, address, () => {}, signal);
  await writePieces(session, piecesAround(image, [...around, ...places]), told, signal);

  /** The image is written by now: a checksum that stays away is no reading that changed nothing. */
  const checksum = (at: number, size: number) =>
    session.checksum(at, size, signal).catch((fault: unknown) => {
      if (!(fault instanceof BenchError) || fault.code !== 'flash.read-failed') throw fault;
      throw new BenchError('flash.verify-failed', { ...fault.details, at, size }, { cause: fault });
    });
  const prove = async (at: number, size: number, expected: string) => {
    const found = await checksum(at, size);
    if (found !== expected) throw new BenchError('flash.verify-failed', { at, size, expected, found });
  };
  for (const [{ from, to }, checksum] of before) await prove(from, to - from, checksum);
  for (const { bytes, address } of carried) await prove(address, bytes.length, session.checksumOf(bytes));
};
