import type { FirmwareFacts } from '../../../model/firmware';

/** What a file on the shelf would do to a flash. Pure; addresses and sizes in bytes. */

export interface Span {
  from: number;
  to: number;
}

/** The license's place inside the partition `tuya` is the same on every flash size (esp-flashing, section 8). */
const storeAt = 0x9000;
const storeSize = 0x18000;

export interface LicenseFate {
  fate: 'kept' | 'overwritten';
  at: number;
}

/** Of the flash: the file from end to end, without the gaps of a package. */
export const writtenStretches = ({
  address,
  size,
  gaps = [],
}: Pick<FirmwareFacts, 'address' | 'size'> & { gaps?: FirmwareFacts['gaps'] | undefined }): readonly Span[] => {
  const spans: Span[] = [];
  let at = address;
  for (const gap of [...gaps, { offset: address + size, size: 0 }]) {
    if (gap.offset > at) spans.push({ from: at, to: gap.offset });
    at = Math.max(at, gap.offset + gap.size);
  }
  return spans;
};

/** The firmware finds its store by label and type (esp-flashing, section 7); undefined = the file does not say. */
export const licenseFate = ({ partitions, address, size, gaps }: FirmwareFacts): LicenseFate | undefined => {
  const partition = partitions.find(({ label, type }) => label === 'tuya' && type === 1);
  if (!partition) return undefined;
  const at = partition.offset + storeAt;
  const touched = writtenStretches({ address, size, gaps }).some(({ from, to }) => from < at + storeSize && to > at);
  return { fate: touched ? 'overwritten' : 'kept', at };
};

/** The flash the map is drawn for: what the header says, or as much as the file speaks of. */
export const mapBytes = ({ flashBytes, address, size, partitions }: FirmwareFacts): number =>
  flashBytes ?? Math.max(address + size, ...partitions.map((partition) => partition.offset + partition.size));

/** What the file writes, region by region, as spans of the flash. */
export const writtenSpans = ({ covers, address, size }: FirmwareFacts): readonly (Span & { label: string })[] =>
  covers.length > 0
    ? covers.map(({ label, offset, size: long }) => ({ label, from: offset, to: offset + long }))
    : [{ label: '', from: address, to: address + size }];

/** `0x3B9000` */
export const hexAddress = (at: number): string => `0x${at.toString(16).toUpperCase()}`;

/** `switch_demo 1.0.2`, or the file's name when the headers give none. */
export const firmwareName = (facts: FirmwareFacts, fileName: string): string =>
  facts.app ? [facts.app, facts.version].filter(Boolean).join(' ') : fileName;
