import { type FirmwareFacts, writtenBytes } from '../../model/firmware';
import type { Placement } from '../../model/placement';
import { BenchError, type Details } from '../../model/problem';
import { checkFits } from '../../protocols/firmware/check-fits';
import { placeImage } from '../../protocols/flash-layout/place-image';
import { noteOf, type Step } from '../run/step';
import { bootWritten } from './answering';
import { layoutOf, readerOf } from './board-layout';
import { keepMeasured } from './calibration';
import { chosenFirmware } from './chosen-firmware';
import { followProgress } from './flash-progress';
import { whileNoted } from './note-write';
import { answersFor, heedStores } from './stores/heed-stores';
import type { PiecesProgress } from './stores/write-sparing';

/** A line that lost or changed what went over it. A loader that says no has understood. */
const isOfLine = (fault: unknown): boolean => {
  if (!(fault instanceof BenchError)) return false;
  const { code, details } = fault;
  if (code === 'flash.verify-failed') return true;
  return code === 'flash.write-failed' && ['no-answer', 'broken-answer', 'crc'].includes(String(details.reason));
};

/** What the map shows: a bare application lies in a slot of the board's own table. */
const mapOf = ({ address, partitions, slot }: Placement, { kind, covers, gaps, address: own }: FirmwareFacts) => ({
  address,
  ...(gaps && { gaps }),
  partitions,
  slot,
  covers: kind === 'app' ? covers.map((region) => ({ ...region, offset: region.offset - own + address })) : covers,
});

/**
 * Reads how the board is laid out, writes the image where it belongs, has the chip take an MD5 over all of it, and is
 * content when the program that answers is the one that was written.
 */
export const flash: Step = {
  name: 'flash',
  async run(context) {
    const { lane, hands, signal, plan } = context;
    lane.fact('flash', 'preparing');
    const { row, facts, bytes } = await chosenFirmware(context);
    // Before the first word to the board, which may be its last.
    answersFor(context, row.sha256);
    const known = lane.view.chip;
    if (known) checkFits(facts, known, facts.address);
    const loader = await hands.loader(signal);
    const [expected, found] = [known?.mac, loader.facts.mac];
    if (expected && found && found !== expected) throw new BenchError('board.changed', { expected, found });
    checkFits(facts, loader.facts, facts.address);
    await keepMeasured(loader, context);

    const flashBytes = loader.facts.flashBytes ?? facts.address + facts.size;
    const { address, covers, partitions, gaps, size } = facts;
    const total = writtenBytes(facts);
    const whole = { address, size, covers, partitions, flashBytes, ...(gaps && { gaps }) };
    const connecting = followProgress(whole, context.ticks);
    lane.set({ progress: connecting({ phase: 'connecting', done: 0, total }) }, 'soon');
    const speed = await hands.chooseSpeed(plan.baud);
    await loader.prepare(speed.baud, signal);
    hands.tellSpeed();
    const layout = await layoutOf(loader, signal);
    lane.set({ layout });
    const placement = await placeImage(facts, bytes, layout, readerOf(loader, signal));
    const { slot, otaData } = placement;
    context.learned.placed = undefined;
    checkFits(facts, loader.facts, placement.address);
    const work = { sha256: row.sha256, fileName: row.fileName, facts, bytes, address: placement.address };
    const write = await heedStores(context, loader, layout, work);
    lane.fact('flash', otaData ? 'slot-set' : 'slot-starts', { slot: slot.label, offset: slot.offset });

    const follow = followProgress({ ...mapOf(placement, facts), size, flashBytes }, context.ticks);
    const { baud } = await hands.link();
    const slow: Details = baud < speed.wanted ? { baud, asked: speed.wanted } : {};
    lane.fact('flash', 'writing', slow);
    const note = (context.learned.note ??= noteOf(context, loader.facts.mac));
    const image = { sha256: row.sha256, name: row.fileName, total };
    const done = await whileNoted(context, note, image, async (noted) => {
      let from: number | undefined;
      const told = (progress: PiecesProgress) => {
        const resumed = noted(progress);
        if (resumed && !from) lane.fact('flash', 'writing', { ...slow, resumed });
        from = resumed;
        // Whoever closes the page is asked from the moment on in which the flash is touched.
        const isSame = progress.phase === lane.view.progress?.phase;
        lane.set({ progress: { ...follow(progress), ...(resumed && { resumed }) } }, isSame ? 'soon' : undefined);
      };
      const written = await write(told, signal).catch(async (fault: unknown) => {
        if (isOfLine(fault)) await hands.noteSpeed(baud, false);
        throw fault;
      });
      if (written.sent > 0) await hands.noteSpeed(speed.baud, true);
      // Only now: until the image is proved, what was there before goes on being chosen.
      if (otaData) await loader.write(otaData.bytes, otaData.at, () => {}, signal);
      return written;
    });
    lane.set({ progress: follow({ phase: 'booting', done: total, total }) }, 'soon');
    lane.fact('flash', 'booting');
    context.learned.placed = placement;
    const at = slot.offset - placement.address;
    const program = bytes.subarray(at, at + placement.program.size);
    const { shell, by } = await bootWritten(context, placement, program);
    const answeredTicks = context.ticks();
    lane.fact('flash', 'answers', { by, slot: slot.label, build: placement.program.elfSha256?.slice(0, 9) ?? '' });
    const written = { sha256: row.sha256, name: row.fileName, bytes: total, work: done, answeredTicks };
    context.learned.deed = 'flashed';
    lane.set({ app: shell.seen.app, progress: undefined, written });
    lane.fact('flash', 'md5-equal', {
      size: total,
      sent: done.sent,
      kept: done.kept,
      slot: slot.label,
      app: shell.seen.app?.name ?? '',
      version: shell.seen.app?.version ?? '',
    });
  },
};
