/** The flash as a row of cells, one per 64 KiB, and what is to be said about each (look.md, "Flash map"). */
import type { Partition } from '../../../model/firmware';
import { isUnderWay, type WorkSpan } from '../../../model/flash-work';
import { own } from '../../../model/own';
import type { FlashProgress } from '../../../model/run';

export const cellBytes = 0x10000;

/** `same`: held already what it should; `kept` lies outside the image and stays. */
export type CellState = 'proven' | 'sent' | 'now' | 'to-write' | 'to-erase' | 'erased' | 'same' | 'kept' | 'untouched';

const touches = (from: number, size: number, start: number, end: number) => from < end && from + size > start;

/** Data that stays while the image around it changes: partition type 1 (`data`), except the OTA selector. */
const isKept = ({ type, subtype }: Partition) => type === 1 && subtype !== 0;

/** Without a plan the whole span but its gaps is erased and written, also where the image is blank. */
const planOf = ({ work, from, size, gaps = [] }: FlashProgress): readonly WorkSpan[] => {
  if (work) return work;
  const spans: WorkSpan[] = [];
  let at = from;
  for (const gap of [...gaps, { offset: from + size, size: 0 }]) {
    if (gap.offset > at) spans.push({ offset: at, size: gap.offset - at, deed: 'send' });
    at = Math.max(at, gap.offset + gap.size);
  }
  return spans;
};

/** What is to be said of the image's part of a cell; undefined where there is none. */
const imageCell = (progress: FlashProgress, plan: readonly WorkSpan[], start: number, end: number) => {
  const { phase, share, from, at = from } = progress;
  const here = plan.filter(({ offset, size }) => touches(offset, size, start, end));
  if (here.length === 0) return undefined;
  if (isUnderWay(progress) && share < 1 && progress.at !== undefined && at >= start && at < end) return 'now';
  const ahead = (deed: WorkSpan['deed']) =>
    phase !== 'booting' && here.some((span) => span.deed === deed && Math.min(span.offset + span.size, end) > at);
  const has = (deed: WorkSpan['deed']) => here.some((span) => span.deed === deed);
  if (ahead('send')) return 'to-write';
  // Green only once the chip's own checksum agreed; until then what left is merely sent.
  if (has('send')) return phase === 'booting' ? 'proven' : 'sent';
  if (ahead('erase')) return 'to-erase';
  return has('erase') ? 'erased' : 'same';
};

export const mapCells = (progress: FlashProgress): readonly CellState[] => {
  const plan = planOf(progress);
  const count = Math.max(1, Math.ceil(progress.flashBytes / cellBytes));
  return Array.from({ length: count }, (_, index): CellState => {
    const [start, end] = [index * cellBytes, (index + 1) * cellBytes];
    const written = imageCell(progress, plan, start, end);
    if (written) return written;
    const stays = [...progress.partitions.filter(isKept), ...(progress.gaps ?? [])];
    return stays.some(({ offset, size }) => touches(offset, size, start, end)) ? 'kept' : 'untouched';
  });
};

/** Of which cells a part was there already while another part is sent or erased. */
export const partlySame = (progress: FlashProgress): readonly boolean[] => {
  const plan = planOf(progress);
  return mapCells(progress).map((_, index) => {
    const deeds = plan.filter(({ offset, size }) => touches(offset, size, index * cellBytes, (index + 1) * cellBytes));
    return deeds.some(({ deed }) => deed === 'keep') && deeds.some(({ deed }) => deed !== 'keep');
  });
};

export interface CellRun {
  state: CellState;
  count: number;
  at: number;
  mixed?: true;
}

/** What nothing is done to is one stretch; what is written is seen cell by cell. */
export const cellRuns = (cells: readonly CellState[], mixed: readonly boolean[] = []): readonly CellRun[] => {
  const runs: CellRun[] = [];
  for (const [at, state] of cells.entries()) {
    const last = runs.at(-1);
    if (last?.state === state && (state === 'kept' || state === 'untouched')) last.count += 1;
    else runs.push({ state, count: 1, at, ...(mixed[at] && { mixed: true }) });
  }
  return runs;
};

export interface MapLabel {
  label: string;
  /** Where it begins, as a fraction of the flash. */
  at: number;
}

/** Names over the map, left to right, none so near to the one before that they would touch. */
export const mapLabels = ({ partitions, flashBytes }: FlashProgress, apart = 0.13): readonly MapLabel[] => {
  const labels: MapLabel[] = [];
  const bySize = [...partitions].filter(({ size }) => size >= cellBytes * 2).sort((a, b) => b.size - a.size);
  for (const { label, offset } of bySize) {
    const at = offset / flashBytes;
    if (at < 0.94 && labels.every((other) => Math.abs(other.at - at) >= apart)) labels.push({ label, at });
  }
  return labels.sort((a, b) => a.at - b.at);
};

/** Small regions that matter and stay: too narrow for the map, so a lens shows them. */
export const keptRegions = (progress: FlashProgress): readonly Partition[] => {
  const plan = planOf(progress);
  return progress.partitions.filter(
    (part) =>
      isKept(part) && !plan.some(({ offset, size }) => touches(offset, size, part.offset, part.offset + part.size)),
  );
};

const legendOrder = ['same', 'proven', 'sent', 'to-write', 'erased', 'to-erase', 'kept', 'untouched'] as const;

/** What there is to tell of the map, in bytes where they are known: less than a cell is told as well. */
export const legendOf = (
  { work, behind, done, total }: FlashProgress,
  cells: readonly CellState[],
): readonly { state: CellState; bytes?: number }[] => {
  const sent = cells.includes('proven') ? 'proven' : 'sent';
  const figures: Partial<Record<CellState, number>> =
    work && behind ? { same: behind.kept, [sent]: done, 'to-write': total - done, erased: behind.erased } : {};
  return legendOrder
    .filter((state) => figures[state] ?? cells.includes(state))
    .map((state) => ({ state, ...(figures[state] !== undefined && { bytes: figures[state] }) }));
};

/** Names of partition tables as people meet them, without their numbers. */
const regions: Readonly<Record<string, string>> = {
  tuya: 'license',
  kv: 'license',
  nvs: 'wifi',
  nvs_key: 'wifi',
  factory_nvs: 'calibration',
  phy_init: 'calibration',
  rf: 'calibration',
  phy: 'calibration',
  ota: 'application',
  app: 'application',
  factory: 'application',
  otadata: 'choice',
  uf: 'files',
  spiffs: 'files',
  littlefs: 'files',
  storage: 'files',
  fatfs: 'files',
  model: 'model',
  bootloader: 'loader',
  coredump: 'crash',
};

/** By what a region is for; undefined where its name tells nobody. */
export const regionOf = (label: string): string | undefined => {
  const name = label.toLowerCase();
  return own(regions, name) ?? own(regions, name.replace(/[_-]?\d+$/, ''));
};

const kib = 1024;

/** An amount that grows while one looks: in whole KiB, so that no figure beside it jumps. */
export const steady = (bytes: number): number => (bytes < kib ? bytes : Math.round(bytes / kib) * kib);
