/**
 * Writes an image around what stays, and proves by the chip's own digests that it stayed. What lies between the parts of a
 * package is as far from it as what lies behind its end.
 */
import type { ChipSession, WriteProgress } from '../../../chips/chip';
import { type FlashWork, sumOfWork, type WorkSpan } from '../../../model/flash-work';
import { BenchError } from '../../../model/problem';
import { isBlank } from '../../../protocols/images/blank';
import { type Image, type Piece, piecesAround } from '../../../protocols/stores/fate';
import { type Span, sectorBytes, sectorsOf } from '../../../protocols/stores/store';

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

/** The chip is asked about as much at once. */
const askedBytes = 0x10000;

const totalOf = (pieces: readonly Piece[]) => pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);

const partOf = ({ bytes, address }: Piece, from: number, until = bytes.length): Piece[] =>
  from < until ? [{ bytes: bytes.subarray(from, until), address: address + from }] : [];

/** With the first whole sector that is not blank as a piece of its own: the header of what starts the rest. */
const withHeader = (pieces: readonly Piece[]): { parts: readonly Piece[]; header?: Piece } => {
  for (const [index, piece] of pieces.entries()) {
    const { bytes, address } = piece;
    const aligned = (sectorBytes - (address % sectorBytes)) % sectorBytes;
    for (let at = aligned; at + sectorBytes <= bytes.length; at += sectorBytes) {
      if (isBlank(bytes.subarray(at, at + sectorBytes))) continue;
      const [header] = partOf(piece, at, at + sectorBytes) as [Piece];
      const around = [...partOf(piece, 0, at), header, ...partOf(piece, at + sectorBytes)];
      return { parts: pieces.toSpliced(index, 1, ...around), header };
    }
  }
  return { parts: pieces };
};

/** Whether the flash holds all of it already; the first difference ends the asking. */
const holdsAll = async (session: ChipSession, pieces: readonly Piece[], signal: AbortSignal): Promise<boolean> => {
  for (const piece of pieces)
    for (let at = 0; at < piece.bytes.length; at += askedBytes) {
      const bytes = piece.bytes.subarray(at, at + askedBytes);
      if ((await session.checksum(piece.address + at, bytes.length, signal)) !== session.checksumOf(bytes))
        return false;
    }
  return true;
};

const allKept = (pieces: readonly Piece[], told: Told): FlashWork => {
  const total = totalOf(pieces);
  const work = pieces.map(({ bytes, address }) => ({ offset: address, size: bytes.length, deed: 'keep' }) as const);
  told({ phase: 'writing', done: total, total, work, planned: true });
  told({ phase: 'checking', done: total, total, work, planned: true });
  return { kept: total, sent: 0, erased: 0 };
};

/**
 * Several pieces as one span to look at; a piece whose plan is not known yet is sent whole, as far as anybody knows. What
 * starts the image is blank while anything of it changes, and is written last: one that breaks off between two pieces
 * starts neither the new nor a mixture.
 */
const writePieces = async (
  session: ChipSession,
  pieces: readonly Piece[],
  told: Told,
  signal: AbortSignal,
): Promise<FlashWork> => {
  const total = totalOf(pieces);
  const { parts, header } = pieces.length > 1 ? withHeader(pieces) : { parts: pieces };
  const plans = parts.map(({ bytes, address }): readonly WorkSpan[] => [
    { offset: address, size: bytes.length, deed: 'send' },
  ]);
  const compared = new Set<number>();
  let order = [...parts.entries()];
  if (header) {
    told({ phase: 'comparing', done: 0, total });
    const others = order.filter(([, part]) => part !== header);
    if (await holdsAll(session, [header, ...others.map(([, part]) => part)], signal)) return allKept(pieces, told);
    told({ phase: 'erasing', done: 0, total });
    await session.erase(header.address, header.bytes.length, signal);
    order = [...others, ...order.filter(([, part]) => part === header)];
    compared.add(parts.indexOf(header));
  }
  let work: readonly WorkSpan[] | undefined;
  let behind = 0;
  const written: FlashWork[] = [];
  for (const [index, { bytes, address }] of order) {
    const begun = behind;
    const tell = ({ phase, done, work: plan }: WriteProgress) => {
      if (plan && plan !== plans[index]) {
        plans[index] = plan;
        compared.add(index);
        work = plans.flat();
      }
      const planned = compared.size === parts.length;
      told({ phase, done: begun + done, total, ...(work && { work }), ...(planned && { planned }) });
    };
    written.push(await session.write(bytes, address, tell, signal));
    behind += bytes.length;
  }
  return sumOfWork(written);
};

export const writeSparing = async (
  session: ChipSession,
  image: Omit<Image, 'partitions'>,
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
  const left = (image.gaps ?? []).map(sectorsOf);
  const work = await writePieces(session, piecesAround(image, [...around, ...places, ...left]), told, signal);

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
