/**
 * Before the first byte: what the board keeps in its flash and what the image carries, held against each other. What
 * cannot be downloaded again is written over or given away by a person's word alone.
 */
import type { ChipSession } from '../../../chips/chip';
import type { BoardLayout } from '../../../model/board-layout';
import type { FirmwareFacts } from '../../../model/firmware';
import type { FlashWork } from '../../../model/flash-work';
import type { License } from '../../../model/license';
import { BenchError, type ProblemCode } from '../../../model/problem';
import { carriedLicense, withoutStores } from '../../../protocols/stores/carried-license';
import { type Fate, fateOf, type Image, reaches } from '../../../protocols/stores/fate';
import { type Span, type Store, sectorsOf, storesOf } from '../../../protocols/stores/store';
import type { RunContext, StoreAnswers } from '../../run/step';
import { holderOf, macOf, staysTheirs, takeDown } from './book-stores';
import { type HeldStore, lookAtStores, storesOfBoard } from './look-at-stores';
import { type Carried, type PiecesProgress, writeSparing } from './write-sparing';

export interface ToWrite {
  sha256: string;
  fileName: string;
  facts: FirmwareFacts;
  bytes: Uint8Array;
  /** Where the first byte goes on this board. */
  address: number;
}

/** Writes the image and keeps what was to be kept; throws what `ChipSession.write` throws. */
export type WriteImage = (told: (progress: PiecesProgress) => void, signal: AbortSignal) => Promise<FlashWork>;

interface AtStake {
  store: HeldStore;
  fate: Exclude<Fate, { kind: 'untouched' }>;
}

/** What was said of this image, now or before; from here on it is not asked again, whatever becomes of the run. */
export const answersFor = (context: RunContext, sha256: string): StoreAnswers => {
  const { answer, learned } = context;
  const before = learned.stores?.sha256 === sha256 ? learned.stores : { sha256 };
  const board = answer === 'keep-stores' ? 'keep' : answer === 'overwrite-stores' ? 'overwrite' : before.board;
  const image =
    answer === 'without-image-license' ? 'without' : answer === 'with-image-license' ? 'with' : before.image;
  const { kept } = before;
  learned.stores = { sha256, ...(board && { board }), ...(image && { image }), ...(kept && { kept }) };
  return learned.stores;
};

const uuidIn = ({ store: { content } }: AtStake): string => (content.holds === 'license' ? content.license.uuid : '');

/** `license`, `wifi` and `again` are 1 or 0; `uuid` as far as the store could be read. */
const told = async (context: RunContext, stakes: readonly AtStake[], file: string) => ({
  file,
  again: (await allStay(context, stakes)) ? 1 : 0,
  license: stakes.some(({ store }) => store.kind === 'license') ? 1 : 0,
  wifi: stakes.some(({ store }) => store.kind === 'wifi') ? 1 : 0,
  uuid: stakes.map(uuidIn).find((uuid) => uuid !== '') ?? '',
  at: Math.min(...stakes.map(({ store }) => store.offset)),
});

const allStay = async (context: RunContext, stakes: readonly AtStake[]): Promise<boolean> => {
  for (const { store } of stakes) {
    if (store.kind !== 'license') continue;
    if (store.content.holds !== 'license' || !(await staysTheirs(context, store.content.license))) return false;
  }
  return true;
};

/** A store that only its firmware can read holds what that firmware told. */
const asTold = (store: HeldStore, read: License | undefined): HeldStore =>
  store.kind === 'license' && store.content.holds === 'data' && read
    ? { ...store, content: { holds: 'license', license: read } }
    : store;

const questionOf = (stakes: readonly AtStake[]): { code: ProblemCode; about: readonly AtStake[] } => {
  const lost = stakes.filter(({ fate }) => fate.kind === 'lost');
  if (lost.length > 0) return { code: 'flash.loses-stores', about: lost };
  const moved = stakes.some(({ fate }) => fate.kind === 'carried');
  return { code: moved ? 'flash.moves-stores' : 'flash.reaches-stores', about: stakes };
};

/** Said in advance and for all images, it answers the one question alone whose answer costs the board nothing. */
const answerTo = (code: ProblemCode, said: StoreAnswers['board']): 'keep' | 'overwrite' | undefined =>
  said !== 'spare' ? said : code === 'flash.reaches-stores' ? 'keep' : undefined;

/** What stays is spared or carried; what cannot stay was said to be lost. */
const isKept = ({ fate }: AtStake, answer: 'keep' | 'overwrite', anyLost: boolean): boolean =>
  fate.kind !== 'lost' && (answer === 'keep' || anyLost);

/** Where it lies once it is kept. */
const placeOf = ({ store: { kind, label, offset, size }, fate }: AtStake): Store =>
  fate.kind === 'carried'
    ? { kind, label, offset: fate.to.offset, size: Math.min(size, fate.to.size) }
    : { kind, label, offset, size };

const licensePlaces = (image: Image): Span[] =>
  storesOf(image.partitions)
    .filter(({ kind }) => kind === 'license')
    .map(sectorsOf);

/** Would these sectors of the image really be written? */
const isWritten = (place: Span, image: Image, spared: readonly Span[]): boolean =>
  reaches(image, place) && !spared.some(({ from, to }) => from <= place.from && place.to <= to);

/** The image as it may be written: with the license it carries, or without. */
const settleCarried = async (
  context: RunContext,
  work: ToWrite,
  image: Image,
  { spared, held, answers }: { spared: readonly Span[]; held: readonly HeldStore[]; answers: StoreAnswers },
): Promise<Uint8Array> => {
  const carried = carriedLicense(image);
  if (!carried || !licensePlaces(image).some((place) => isWritten(place, image, spared))) return image.bytes;
  const uuid = carried.holds === 'license' ? carried.license.uuid : '';
  const onBoard = held.some(({ content }) => content.holds === 'license' && content.license.uuid === uuid);
  const holder = await holderOf(context, uuid);
  const isOwn = holder?.mac !== undefined && holder.mac === macOf(context);
  // A copy of this very board brings back what is its own.
  if (uuid !== '' && (onBoard || isOwn)) return image.bytes;
  if (answers.image === 'without') return withoutStores(image);
  const details = { file: work.fileName, uuid, ...(holder?.mac && { owner: holder.mac }) };
  // What the ledger may give to a board, or has given to one, comes onto no other by way of a file.
  if (holder) throw new BenchError('flash.carries-known-license', details);
  if (answers.image !== 'with') throw new BenchError('flash.carries-license', details);
  if (carried.holds === 'license') {
    await takeDown(context, carried.license);
    context.learned.keepTheirs = uuid;
  }
  return image.bytes;
};

const carry = async (session: ChipSession, { store, fate }: AtStake, signal: AbortSignal): Promise<Carried[]> => {
  if (fate.kind !== 'carried') return [];
  const size = Math.min(store.size, fate.to.size);
  const bytes = await session.read(store.offset, size, () => {}, signal);
  return [{ bytes, address: fate.to.offset }];
};

/**
 * Throws the question where there is one that nobody has answered: `flash.reaches-stores`, `flash.moves-stores`,
 * `flash.loses-stores` {file, license, wifi, uuid, again, at}, `flash.carries-license` and `flash.carries-known-license`
 * {file, uuid}. Changes nothing on the board; whatever license the image will cost the board is the ledger's before.
 */
export const heedStores = async (
  context: RunContext,
  session: ChipSession,
  layout: BoardLayout,
  work: ToWrite,
): Promise<WriteImage> => {
  const { signal, lane } = context;
  const { partitions, gaps } = work.facts;
  const image: Image = { bytes: work.bytes, address: work.address, partitions, ...(gaps && { gaps }) };
  const answers = answersFor(context, work.sha256);
  const known = storesOfBoard(layout, image.partitions, answers.kept);
  const reached = known.filter((store) => fateOf(store, image).kind !== 'untouched');
  const seen = await lookAtStores(session, reached, signal);
  const held = seen.map((store) => asTold(store, context.learned.read));
  const stakes = held.flatMap((store): AtStake[] => {
    const fate = fateOf(store, image);
    return fate.kind === 'untouched' ? [] : [{ store, fate }];
  });
  const { code, about } = questionOf(stakes);
  const anyLost = code === 'flash.loses-stores';
  const answer = answerTo(code, answers.board);
  if (stakes.length > 0 && (!answer || (anyLost && answer === 'keep')))
    throw new BenchError(code, await told(context, about, work.fileName));

  const kept = answer ? stakes.filter((stake) => isKept(stake, answer, anyLost)) : [];
  const around = kept.flatMap(({ fate }) => (fate.kind === 'around' ? [fate.keep] : []));
  if (layout.calibration) around.push(sectorsOf(layout.calibration));
  const carried: Carried[] = [];
  for (const stake of kept) carried.push(...(await carry(session, stake, signal)));
  const spared = [
    ...around,
    ...carried.map(({ bytes, address }) => sectorsOf({ offset: address, size: bytes.length })),
  ];
  const bytes = await settleCarried(context, work, image, { spared, held, answers });

  const licenseGoes = stakes.some((stake) => stake.store.kind === 'license' && !kept.includes(stake));
  for (const stake of stakes) {
    const { content } = stake.store;
    // Also one that is carried along: between two places in the flash the power may go.
    const atRisk = !kept.includes(stake) || stake.fate.kind === 'carried';
    if (content.holds === 'license' && atRisk) await takeDown(context, content.license, !kept.includes(stake));
  }
  return async (told, signal) => {
    // Broken off, the write may leave no table that tells of them.
    context.learned.stores = { ...answers, kept: kept.map(placeOf) };
    // From here on nobody has seen it there.
    if (licenseGoes || answers.image === 'with') lane.set({ onBoard: undefined, license: undefined });
    const done = await writeSparing(session, { ...image, bytes }, { around, carried }, told, signal);
    delete context.learned.stores;
    if (kept.length > 0)
      lane.fact('flash', 'stores-kept', { uuid: kept.map(uuidIn).find((uuid) => uuid !== '') ?? '' });
    return done;
  };
};
