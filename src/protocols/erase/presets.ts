/** What each erase preset means for one chip: by its own table, or by its map (beken-uart-boot, section 10, "Right"). */
import type { BoardLayout } from '../../model/board-layout';
import type { BekenChipId, ChipId } from '../../model/chip';
import type { ErasePreset, FlashSpan } from '../../model/erase';
import { mapOfChip } from '../images/beken-maps';
import { sectorsOf, storesOf } from '../stores/store';

export interface PresetSpans {
  preset: ErasePreset;
  spans: readonly FlashSpan[];
}

type BekenPresets = Readonly<Partial<Record<ErasePreset, readonly FlashSpan[]>>>;

/** Last byte as the document has it. */
const span = (from: number, last: number): FlashSpan => ({ from, to: last + 1 });

/** The store has the license and the network: neither goes without the other. */
const bekenPresets: Readonly<Record<BekenChipId, BekenPresets>> = {
  t5ai: {
    license: [span(0x7dd000, 0x7ecfff), span(0x7fd000, 0x7fdfff)],
    everything: [span(0, 0x7fdfff)],
    'whole-chip': [span(0, 0x7fffff)],
  },
  t3: {
    license: [span(0x3c9000, 0x3fdfff)],
    everything: [span(0, 0x3fdfff)],
    'whole-chip': [span(0, 0x3fffff)],
  },
  // Its map is a guess: nobody has published one.
  t1: {},
  bk7231n: {
    license: [span(0x1ee000, 0x1fffff)],
    everything: [span(0, 0x1cffff), span(0x1d2000, 0x1fffff)],
    'whole-chip': [span(0, 0x1fffff)],
  },
};

/** By its label as well: a factory's own settings are of the same type. */
const isWifi = ({ label, subtype }: { label: string; subtype: number }) => label === 'nvs' && subtype === 0x02;

const espPresets = ({ table, partitions }: BoardLayout, flashBytes: number): PresetSpans[] => {
  const told = table === 'read' ? partitions : [];
  const wifi = told.filter((row) => row.type === 1 && isWifi(row)).map(sectorsOf);
  const license = storesOf(told)
    .filter(({ kind }) => kind === 'license')
    .map(sectorsOf);
  return [
    ...(wifi.length > 0 ? [{ preset: 'wifi', spans: wifi } as const] : []),
    ...(license.length > 0 ? [{ preset: 'license', spans: license } as const] : []),
    ...(flashBytes > 0 ? [{ preset: 'everything', spans: [{ from: 0, to: flashBytes }] } as const] : []),
  ];
};

/** None by a map of another size than the flash at hand. */
export const presetsFor = (layout: BoardLayout, chip: ChipId, flashBytes: number): readonly PresetSpans[] => {
  const map = mapOfChip(chip);
  if (!map) return espPresets(layout, flashBytes);
  if (map.flashBytes !== flashBytes) return [];
  return Object.entries(bekenPresets[chip as BekenChipId]).map(([preset, spans]) => ({
    preset: preset as ErasePreset,
    spans,
  }));
};
