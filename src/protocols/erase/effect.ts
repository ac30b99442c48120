/** What erasing some sectors does to a board, told before it is done. */
import type { AppSlot, OtaData } from '../../model/board-layout';
import type { FlashSpan } from '../../model/erase';
import type { FirmwareRegion } from '../../model/firmware';
import type { Boots, FlashLook, StoreSeen } from '../../model/flash-look';
import { bootOrder } from '../flash-layout/boot-order';
import { overlap, sectorsOf } from '../stores/store';

/** `part`: some sectors of it stay. */
export interface Hit extends FirmwareRegion {
  whole: boolean;
}

export interface EraseEffect {
  hits: readonly Hit[];
  /** Named regions that are not touched. */
  kept: readonly FirmwareRegion[];
  /** Stores with something in them that go. */
  stores: readonly StoreSeen[];
  /** What was measured for the radio goes. */
  radio: boolean;
  /** What starts afterwards; undefined where nothing does. */
  boots?: Boots;
}

const isHit = (region: { offset: number; size: number }, spans: readonly FlashSpan[]): boolean =>
  spans.some((span) => overlap(span, { from: region.offset, to: region.offset + region.size }));

const isWhole = (region: FirmwareRegion, spans: readonly FlashSpan[]): boolean => {
  const { from, to } = sectorsOf(region);
  return spans.some((span) => span.from <= from && to <= span.to);
};

/** Values of a Beken store are sealed with the key that lies in a sector of its own: without it they are gone. */
const keyLabel = 'kv key';

const blankEntry = { sequence: 0xffffffff, state: 0xffffffff, checks: false } as const;
const blankOta = ({ offset, size }: OtaData): OtaData => ({ offset, size, entries: [blankEntry, blankEntry] });

const bootsAfter = ({ layout, regions }: Pick<FlashLook, 'layout' | 'regions'>, spans: readonly FlashSpan[]) => {
  const { slots, otaData, fixed, table } = layout;
  if (layout.bootloader !== 'there' || table !== 'read') return undefined;
  const vital = regions.filter(({ label }) => label === 'bootloader' || label === 'partition table');
  if (vital.some((region) => isHit(region, spans))) return undefined;
  const left = slots.map((slot): AppSlot => (isHit(slot, spans) ? { ...slot, holds: 'damaged' } : slot));
  if (fixed) return left.find(({ holds }) => holds === 'image');
  const ota = otaData && isHit(otaData, spans) ? blankOta(otaData) : otaData;
  return bootOrder(left, ota).find(({ holds }) => holds === 'image');
};

const bootsOf = ({ label, offset, program }: AppSlot): Boots => ({ slot: label, offset, ...(program && { program }) });

export const effectOf = (
  look: Pick<FlashLook, 'layout' | 'regions' | 'stores' | 'radio'>,
  spans: readonly FlashSpan[],
): EraseEffect => {
  const { regions, stores, radio } = look;
  const hits = regions.filter((region) => isHit(region, spans));
  const keyGoes = hits.some(({ label }) => label === keyLabel);
  const boots = bootsAfter(look, spans);
  return {
    hits: hits.map((region) => ({ ...region, whole: isWhole(region, spans) })),
    kept: regions.filter((region) => !isHit(region, spans)),
    stores: stores.filter((store) => isHit(store, spans) || (keyGoes && store.kind === 'license')),
    radio: radio !== undefined && isHit(radio, spans),
    ...(boots && { boots: bootsOf(boots) }),
  };
};
