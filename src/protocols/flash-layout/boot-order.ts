/** In which order the second-stage loader tries the application slots (ESP-IDF, `bootloader_utility.c`). */
import type { AppSlot, OtaData } from '../../model/board-layout';
import type { Partition } from '../../model/firmware';
import { activeEntry, otaSectorBytes, slotOfSequence } from './ota-data';

const typeApp = 0;
const typeData = 1;

type Place = Omit<AppSlot, 'holds' | 'program'>;

/** The row as a slot; undefined for what no loader starts. */
export const slotOf = ({ label, type, subtype, offset, size }: Partition): Place | undefined => {
  if (type !== typeApp) return undefined;
  if (subtype === 0x00) return { label, kind: 'factory', offset, size };
  if (subtype === 0x20) return { label, kind: 'test', offset, size };
  if (subtype >= 0x10 && subtype < 0x20) return { label, kind: 'ota', index: subtype - 0x10, offset, size };
  return undefined;
};

/** The row that holds the OTA data; one that is too small for two sectors is none. */
export const otaDataRow = (partitions: readonly Partition[]): Partition | undefined =>
  partitions.findLast(({ type, subtype, size }) => type === typeData && subtype === 0 && size >= 2 * otaSectorBytes);

/** Of rows that claim one place the last counts, as the loader reads them. */
const otaSlots = <S extends Place>(slots: readonly S[]) => {
  const rows = slots.filter(({ kind }) => kind === 'ota');
  const at = new Map(rows.map((slot) => [slot.index ?? 0, slot]));
  // The loader counts rows and looks up by index: gaps between the subtypes are slots of no size.
  return { count: rows.length, at: (index: number) => at.get(index) };
};

/** How many slots the OTA data counts over. */
export const otaCount = (slots: readonly Place[]): number => otaSlots(slots).count;

/**
 * First the slot the OTA data names, then downwards to factory, then upwards, then the test application. Without OTA
 * data that counts: factory, then from slot 0 on.
 */
export const bootOrder = <S extends Place>(slots: readonly S[], otaData: Pick<OtaData, 'entries'> | undefined): S[] => {
  const ota = otaSlots(slots);
  const factory = slots.findLast(({ kind }) => kind === 'factory');
  const test = slots.findLast(({ kind }) => kind === 'test');
  const active = otaData && activeEntry(otaData);
  const first =
    otaData && active !== undefined && ota.count > 0 ? slotOfSequence(otaData.entries[active].sequence, ota.count) : -1;
  const indexes = Array.from({ length: ota.count }, (_, index) => index);
  const downwards = indexes.filter((index) => index <= first).reverse();
  const upwards = indexes.filter((index) => index > first);
  const found = [...downwards.map(ota.at), factory, ...upwards.map(ota.at), test];
  return found.filter((slot) => slot !== undefined);
};
