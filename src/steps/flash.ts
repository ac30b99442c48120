import type { WriteProgress } from '../chips/chip';
import type { FirmwareFacts } from '../model/firmware';
import { plannedFirmware, startsAlone } from '../model/firmware-choice';
import { BenchError } from '../model/problem';
import type { FlashProgress } from '../model/run';
import { checkFits } from '../protocols/firmware/check-fits';
import { readFirmware } from '../protocols/firmware/read-firmware';
import { firmwareBytes, listFirmware } from '../records/firmware';
import { layoutOf } from './board-layout';
import type { RunContext, Step } from './step';
import { heedStores } from './stores/heed-stores';

/** Rates kept for the plot. */
const keptRates = 120;

/** Follows one phase: rate over the last seconds, time left from it. */
export const followProgress = (facts: FirmwareFacts, flashBytes: number, ticks: () => number) => {
  let phase: FlashProgress['phase'] | undefined;
  let marks: { at: number; done: number }[] = [];
  let rates: readonly number[] = [];
  return (progress: Pick<WriteProgress, 'done' | 'total'> & { phase: FlashProgress['phase'] }): FlashProgress => {
    const at = ticks();
    if (progress.phase !== phase) marks = [];
    phase = progress.phase;
    marks = [...marks, { at, done: progress.done }].filter((mark) => at - mark.at <= 3000);
    const first = marks[0]!;
    const rate = at > first.at ? ((progress.done - first.done) * 1000) / (at - first.at) : 0;
    if (phase === 'writing') rates = [...rates, rate].slice(-keptRates);
    return {
      ...progress,
      rate,
      ...(rate > 0 && { leftMs: ((progress.total - progress.done) * 1000) / rate }),
      ...(phase === 'writing' && { at: facts.address + progress.done }),
      from: facts.address,
      flashBytes,
      covers: facts.covers,
      partitions: facts.partitions,
      rates,
    };
  };
};

const chosenFirmware = async ({ plan, virtual, lane, db }: RunContext) => {
  const shelf = await listFirmware(db);
  const planned = plannedFirmware(shelf, plan.firmware, lane.view.chip?.chip, virtual);
  if (!planned) throw new BenchError('firmware.none-chosen');
  if ('problem' in planned) throw new BenchError(planned.problem.code, planned.problem.details);
  const { row } = planned;
  const bytes = await firmwareBytes(db, row.sha256);
  // The shelf may have been filled by an older look at the file.
  const facts = readFirmware(bytes, row.fileName);
  if (!startsAlone({ facts })) throw new BenchError('firmware.part-alone', { file: row.fileName });
  return { row, facts, bytes };
};

/** Writes the image, has the chip take an MD5 over all of it, and waits for the application's own banner. */
export const flash: Step = {
  name: 'flash',
  async run(context) {
    const { lane, hands, signal, plan } = context;
    lane.fact('flash', 'preparing');
    const { row, facts, bytes } = await chosenFirmware(context);
    const known = lane.view.chip;
    if (known) checkFits(facts, known, facts.address);
    const loader = await hands.loader(signal);
    if (known && loader.facts.mac !== known.mac)
      throw new BenchError('board.changed', { expected: known.mac, found: loader.facts.mac });
    checkFits(facts, loader.facts, facts.address);

    const flashBytes = loader.facts.flashBytes ?? facts.address + facts.size;
    const follow = followProgress(facts, flashBytes, context.ticks);
    const show = (progress: WriteProgress | { phase: 'connecting' | 'booting'; done: number; total: number }) =>
      lane.set({ progress: follow(progress) }, 'soon');
    const told = (progress: WriteProgress) =>
      show(progress.phase === 'checking' ? { ...progress, done: progress.total } : progress);
    show({ phase: 'connecting', done: 0, total: facts.size });
    await loader.prepare(plan.baud, signal);
    hands.tellSpeed();
    const layout = await layoutOf(loader, signal);
    lane.set({ layout });
    const work = { sha256: row.sha256, fileName: row.fileName, facts, bytes, address: facts.address };
    const write = await heedStores(context, loader, layout, work);
    lane.fact('flash', 'writing');
    await write(told, signal);
    show({ phase: 'booting', done: facts.size, total: facts.size });
    lane.fact('flash', 'booting');
    const shell = await hands.boot(signal);
    const written = { sha256: row.sha256, name: row.fileName, bytes: facts.size };
    lane.set({ app: shell.seen.app, progress: undefined, written });
    lane.fact('flash', 'md5-equal', {
      size: facts.size,
      app: shell.seen.app?.name ?? '',
      version: shell.seen.app?.version ?? '',
    });
  },
};
