/**
 * ESP-IDF's settings partition, read as far as telling whether anything in it would be missed. Pages of 4096 bytes:
 * header, two bits of state for each of 126 entries, entries of 32 bytes (ESP-IDF, "NVS library", "Structure of a page").
 */
import { isBlank } from '../images/blank';
import { textAt } from '../images/text-at';

const pageBytes = 0x1000;
const entryBytes = 32;
const entriesAt = 64;
const bitmapAt = 32;
const entryCount = 126;
const blank = 0xffffffff;
/** active, full, freeing; a page that is corrupt has 0. */
const goodStates: ReadonlySet<number> = new Set([0xfffffffe, 0xfffffffc, 0xfffffff8]);
const written = 2;
const text = 0x21;
const blob = 0x41;
const blobPart = 0x42;
/** Says how many parts a blob has, beside them. */
const blobIndex = 0x48;
/** The first entry of these tells the size, the rest of the span is the value. */
const longTypes: ReadonlySet<number> = new Set([text, blob, blobPart]);

interface Setting {
  namespace: number;
  type: number;
  key: string;
  /** Eight bytes, or as many as it says. */
  value: Uint8Array;
}

/** Undefined when the page is not one. */
const readPage = (page: Uint8Array): Setting[] | undefined => {
  const view = new DataView(page.buffer, page.byteOffset, pageBytes);
  const state = view.getUint32(0, true);
  if (state === blank) return isBlank(page) ? [] : undefined;
  if (!goodStates.has(state)) return undefined;
  const settings: Setting[] = [];
  for (let at = 0; at < entryCount; ) {
    const stateOf = (page[bitmapAt + (at >> 2)]! >> ((at & 3) * 2)) & 3;
    const offset = entriesAt + at * entryBytes;
    const [namespace, type, span] = [page[offset]!, page[offset + 1]!, page[offset + 2]!];
    if (stateOf !== written) {
      at += 1;
      continue;
    }
    if (span === 0 || at + span > entryCount) return undefined;
    const size = view.getUint16(offset + 24, true);
    const value = longTypes.has(type)
      ? page.subarray(offset + entryBytes, offset + Math.min(span * entryBytes, entryBytes + size))
      : page.subarray(offset + 24, offset + entryBytes);
    settings.push({ namespace, type, key: textAt(page, offset + 8, 16), value });
    at += span;
  }
  return settings;
};

/** Of the Wi-Fi driver: the length of the network's name, then the name; all FF where there is none. */
const isNetwork = ({ key, value }: Setting): boolean => {
  if (key !== 'sta.ssid' || value.length < 4) return false;
  const length = new DataView(value.buffer, value.byteOffset).getUint32(0, true);
  return length > 0 && length <= 32;
};

/** What the drivers measure or make up anew: the radio's calibration, its log, the driver's own defaults. */
const regrown: ReadonlySet<string> = new Set(['phy', 'misc', 'nvs.net80211']);

/** Page by page; undefined when one of them is none. */
const readPages = (partition: Uint8Array): Setting[] | undefined => {
  const settings: Setting[] = [];
  for (let at = 0; at < partition.length; at += pageBytes) {
    const page = partition.length - at < pageBytes ? undefined : readPage(partition.subarray(at, at + pageBytes));
    if (!page) return undefined;
    settings.push(...page);
  }
  return settings;
};

/** Namespace 0 lists the others: name and, in the first byte, number. */
const namespaces = (settings: readonly Setting[]): Map<number | undefined, string> =>
  new Map(settings.filter(({ namespace }) => namespace === 0).map(({ key, value }) => [value[0], key]));

/** `namespace/key` and the size of each value; undefined when the partition cannot be read. No value leaves this room. */
export const settingsIn = (partition: Uint8Array): { name: string; bytes: number }[] | undefined => {
  const settings = readPages(partition);
  if (!settings) return undefined;
  const names = namespaces(settings);
  return settings
    .filter(({ namespace, type }) => namespace !== 0 && type !== blobIndex)
    .map(({ namespace, key, value }) => ({ name: `${names.get(namespace) ?? namespace}/${key}`, bytes: value.length }));
};

/**
 * Is there a network or any setting that nobody but a person or an application puts there? Bytes that are no settings
 * partition: `inDoubt`.
 */
export const holdsSettings = (partition: Uint8Array, inDoubt = true): boolean => {
  if (isBlank(partition)) return false;
  const settings = readPages(partition);
  if (!settings) return inDoubt;
  const names = namespaces(settings);
  return settings.some((setting) => {
    if (setting.namespace === 0) return false;
    const name = names.get(setting.namespace);
    return name === undefined || !regrown.has(name) || (name === 'nvs.net80211' && isNetwork(setting));
  });
};
