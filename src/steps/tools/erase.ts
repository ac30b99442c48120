/** Erases stretches of a board's flash, after what cannot be had again was kept, and proves that they are blank. */
import type { ChipSession } from '../../chips/chip';
import { lockedFlash } from '../../model/chip-locks';
import { bytesIn, type Erased, type EraseWish, type FlashSpan } from '../../model/erase';
import type { FlashLook } from '../../model/flash-look';
import type { WorkSpan } from '../../model/flash-work';
import { BenchError } from '../../model/problem';
import { effectOf } from '../../protocols/erase/effect';
import { presetsFor } from '../../protocols/erase/presets';
import { spanFault } from '../../protocols/erase/span';
import { namedRegions } from '../../protocols/flash-layout/named-regions';
import { noteOf } from '../run/step';
import { layoutOf } from '../stations/board-layout';
import { whileNoted } from '../stations/note-write';
import { takeDown } from '../stations/stores/book-stores';
import { tellErased } from './after-erase';
import { isConfirmed } from './confirmed';
import { fastLoader } from './fast-loader';
import { keepBefore } from './keep-before';
import type { Tool, ToolContext } from './tool';

/** At once, so that a person who stops is heard. */
const stepBytes = 0x10000;

const steps = (spans: readonly FlashSpan[]): FlashSpan[] =>
  spans.flatMap(({ from, to }) => {
    const cut: FlashSpan[] = [];
    for (let at = from; at < to; ) {
      const end = Math.min(to, at - (at % stepBytes) + stepBytes);
      cut.push({ from: at, to: end });
      at = end;
    }
    return cut;
  });

const isSame = (one: readonly FlashSpan[], other: readonly FlashSpan[]): boolean =>
  one.length === other.length && one.every(({ from, to }, at) => other[at]?.from === from && other[at]?.to === to);

/** A preset means what this board's own table says now, whatever a screen has seen before. */
const checkSpans = ({ spans, preset }: EraseWish, { facts }: ChipSession, look: Pick<FlashLook, 'layout'>): void => {
  const flashBytes = facts.flashBytes ?? 0;
  const bad = (reason: string, { from, to }: FlashSpan) =>
    new BenchError('erase.bad-span', { reason, from, to, flashBytes });
  if (spans.length === 0) throw bad('empty', { from: 0, to: 0 });
  for (const span of spans) {
    const fault = spanFault(span, flashBytes);
    if (fault) throw bad(fault, span);
  }
  if (preset === undefined) return;
  const now = presetsFor(look.layout, facts.chip, flashBytes).find((one) => one.preset === preset);
  if (!now || !isSame(now.spans, spans)) throw bad('changed', spans[0] ?? { from: 0, to: 0 });
};

const proveBlank = async (context: ToolContext, session: ChipSession, cut: readonly FlashSpan[], total: number) => {
  let done = 0;
  for (const { from, to } of cut) {
    context.signal.throwIfAborted();
    const size = to - from;
    const expected = session.checksumOf(new Uint8Array(size).fill(0xff));
    const found = await session.checksum(from, size, context.signal);
    if (found !== expected) throw new BenchError('flash.verify-failed', { at: from, size, expected, found });
    done += size;
    context.told({ phase: 'checking', done, total });
  }
};

export const erase: Tool<'erase'> = {
  async run(context, wish): Promise<Erased> {
    const { lane, signal, told } = context;
    const { spans, preset } = wish;
    if (!isConfirmed(context, wish.typed)) throw new BenchError('erase.not-confirmed');
    const found = await fastLoader(context);
    const { facts } = found;
    if (facts.locks?.length) throw lockedFlash(facts, 'erase');
    told({ phase: 'reading', done: 0, total: 0 });
    const layout = await layoutOf(found, signal);
    lane.set({ layout }, 'soon');
    checkSpans(wish, found, { layout });
    const regions = namedRegions(layout, facts.chip, facts.flashBytes ?? 0);
    told({ phase: 'keeping', done: 0, total: 0 });
    const { session, kept } = await keepBefore(context, found, { layout, regions }, wish);

    const total = bytesIn(spans);
    const cut = steps(spans);
    const work: readonly WorkSpan[] = spans.map(({ from, to }) => ({ offset: from, size: to - from, deed: 'erase' }));
    const note = (context.learned.note ??= noteOf(context, facts.mac));
    const uuid = kept.license?.uuid ?? lane.view.unfinished?.erase?.uuid;
    const begun = { spans, ...(preset && { preset }), ...(uuid && { uuid }) };
    await whileNoted(context, note, { sha256: '', name: '', total, erase: begun }, async (follow) => {
      told({ phase: 'erasing', done: 0, total });
      let done = 0;
      for (const { from, to } of cut) {
        signal.throwIfAborted();
        // Noted as touched before the first sector goes.
        follow({ phase: 'erasing', done, total, work });
        await session.erase(from, to - from, signal);
        done += to - from;
        told({ phase: 'erasing', done, total });
      }
      follow({ phase: 'erasing', done, total, work });
      await proveBlank(context, session, cut, total);
    });

    const radio = layout.calibration && { ...layout.calibration, state: 'measured' as const };
    const effect = effectOf({ layout, regions, stores: kept.stores, ...(radio && { radio }) }, spans);
    // The ledger has it as this board's in any case: set aside for it now, or by its next run.
    if (kept.license) await takeDown(context, kept.license, true).catch(() => {});
    await tellErased(context, effect);
    return {
      spans,
      ...(preset && { preset }),
      bytes: total,
      ...(kept.license && { license: { uuid: kept.license.uuid } }),
      ...(kept.radio && { radio: 'kept' }),
      lost: kept.lost,
      bootless: !effect.boots && layout.boots !== undefined,
    };
  },
};
