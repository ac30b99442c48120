/** Writes an image around what stays, and proves by the chip's own digests that it stayed. */
import type { ChipSession, WriteProgress } from '../../../chips/chip';
import { type FlashWork, sumOfWork, type WorkSpan } from '../../../model/flash-work';
import { BenchError } from '../../../model/problem';
import { type Piece, piecesAround } from '../../../protocols/stores/fate';
import { type Span, sectorsOf } from '../../../protocols/stores/store';

/** The content of a store, and its new place. */
export type Carried = Piece;

interface Spared {
  around: readonly Span[];
  carried: readonly Carried[];
}

/** `planned`: every piece was compared with what the flash holds. */
export interface PiecesProgress extends WriteProgress {
  planned?: true;
}

type Told = (progress: PiecesProgress) => void;

/** Several pieces as one span to look at; a piece whose plan is not known yet is sent whole, as far as anybody knows. */
const writePieces = async (
  session: ChipSession,
  pieces: readonly Piece[],
  told: Told,
  signal: AbortSignal,
): Promise<FlashWork> => {
  const total = pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const plans = pieces.map(({ bytes, address }): readonly WorkSpan[] => [
    { offset: address, size: bytes.length, deed: 'send' },
  ]);
  const compared = new Set<number>();
  let work: readonly WorkSpan[] | undefined;
  let behind = 0;
  const written: FlashWork[] = [];
  for (const [index, { bytes, address }] of pieces.entries()) {
    const begun = behind;
    const tell = ({ phase, done, work: plan }: WriteProgress) => {
      if (plan && plan !== plans[index]) {
        plans[index] = plan;
        compared.add(index);
        work = plans.flat();
      }
      const planned = compared.size === pieces.length;
      told({ phase, done: begun + done, total, ...(work && { work }), ...(planned && { planned }) });
    };
    written.push(await session.write(bytes, address, tell, signal));
    behind += bytes.length;
  }
  return sumOfWork(written);
};

export const writeSparing = async (
  session: ChipSession,
  image: Piece,
  { around, carried }: Spared,
  told: Told,
  signal: AbortSignal,
): Promise<FlashWork> => {
  const before = new Map<Span, string>();
  for (const span of around) before.set(span, await session.checksum(span.from, span.to - span.from, signal));
  const places = carried.map(({ bytes, address }) => sectorsOf({ offset: address, size: bytes.length }));
  if (carried.length > 0) told({ phase: 'erasing', done: 0, total: image.bytes.length });
  // First to its new place, so that it lies at both until the image is written.
  for (const { bytes, address } of carried) await session.write(bytes, address, () => {}, signal);
  const work = await writePieces(session, piecesAround(image, [...around, ...places]), told, signal);

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
  return work;
};
