import type { FirmwareKind } from '../../model/firmware';
import type { Details } from '../../model/problem';
import { catalog } from '../catalog';
import { number, told } from '../details';
import { formats } from '../format';

const f = formats('en');

/** Everything a file told about itself, in the order people ask. */
export interface FirmwareTold {
  chip: string;
  kind: FirmwareKind;
  name: string;
  bytes: number;
  /** As written, `0x0`. */
  address: string;
  license?: { fate: 'kept' | 'overwritten'; at: string };
}

const kinds: Readonly<Record<FirmwareKind, string>> = { merged: 'image', app: 'application', part: 'part' };

const fate = ({ license }: FirmwareTold) => {
  if (!license) return '.';
  return license.fate === 'kept'
    ? `; keeps the license at ${license.at}.`
    : `; writes over the license at ${license.at}.`;
};

/** What the file seems to be instead; hints, never proof. */
const looks: Readonly<Record<string, string>> = {
  empty: 'There is nothing in it.',
  blank: 'Every byte is FF: a blank flash.',
  'beken-t5-t3': 'It looks like firmware for a T5AI or T3, which this bench does not flash yet.',
  'beken-t2-bk7231n': 'It looks like firmware for a T2 or BK7231N, which this bench does not flash yet.',
  ln882h: 'It looks like firmware for an LN882H, which this bench does not flash.',
  rtl8720cf: 'It looks like firmware for an RTL8720CF, which this bench does not flash.',
  uf2: 'It looks like a UF2 file. The .bin file of the same build is needed.',
  elf: 'It looks like an ELF file, as the linker makes it. The .bin file of the same build is needed.',
  'intel-hex': 'It looks like an Intel HEX file. The .bin file of the same build is needed.',
  xlsx: 'It looks like a workbook. A license sheet belongs on Licenses.',
  zip: 'It looks like a zip archive. Unpack it and drop the .bin file inside.',
  gzip: 'It looks like a gzip archive. Unpack it and drop the .bin file inside.',
  'partition-table': 'It looks like a partition table alone, without anything that starts.',
  text: 'It is text. Firmware is not.',
};

const bytesOf = (d: Details, key: string) => (number(d, key) === undefined ? '' : f.bytes(number(d, key) ?? 0));
const atOf = (d: Details) =>
  number(d, 'at') === undefined ? '' : ` at 0x${(number(d, 'at') ?? 0).toString(16).toUpperCase()}`;

/** Why a file is not put on the shelf; other faults are told as everywhere. */
const refusals: Readonly<Record<string, (d: Details) => string>> = {
  'firmware.not-firmware': (d) =>
    `Not firmware for an ESP chip. ${looks[told(d, 'looksLike') ?? ''] ?? 'No header in it is one that such a chip would start.'}`,
  'firmware.wrong-chip': (d) =>
    `Firmware for ${told(d, 'image') ?? 'another chip'}, which this bench does not flash yet.`,
  'firmware.truncated': (d) =>
    `Cut off: its headers promise ${bytesOf(d, 'expected') || 'more'}, there are ${bytesOf(d, 'size') || 'less'}. Fetch it again.`,
  'firmware.corrupt': (d) =>
    `Damaged${told(d, 'part') ? `: the ${told(d, 'part')}${atOf(d)} does not check` : ''}. Fetch it again.`,
};

export const firmware = catalog('firmware', {
  title: 'Firmware',
  add: 'Add firmware',
  addHint: '.bin files; several at once are fine',
  virtual: 'virtual',
  kinds,
  kindHints: {
    merged: 'Everything from 0x0: boot loader, partition table, application',
    app: 'One application, for its partition',
    part: 'A boot loader or a partition table alone',
  } as Readonly<Record<FirmwareKind, string>>,
  told: (it: FirmwareTold) =>
    `${it.chip} ${kinds[it.kind]} ${it.name}, ${f.bytes(it.bytes)}, belongs at ${it.address}${fate(it)}`,

  read: 'Just read',
  reading: (n: number) => (n === 1 ? 'Reading one file…' : `Reading ${n} files…`),
  added: (told: string) => told,
  already: (name: string, date: string) => `On the shelf since ${date}, as ${name}. Kept once.`,
  refusals,
  refused: (title: string, what: string) => `${title}. ${what}`,
  hide: 'Hide',

  shelf: 'Shelf',
  count: (n: number) => `${f.count(n)} ${n === 1 ? 'file' : 'files'}`,
  columns: {
    name: 'Firmware',
    chip: 'Chip',
    kind: 'Kind',
    size: 'Size',
    covers: 'What it covers',
    sha: 'SHA-256',
    added: 'Added',
    actions: 'Actions',
  },
  map: (from: string, to: string, flash: number) => `Covers ${from} to ${to} of ${f.bytes(flash)}.`,
  mapKept: (at: string) => `The license at ${at} is kept.`,
  mapOverwritten: (at: string) => `The license at ${at} is written over.`,
  legend: { written: 'written', kept: 'license, kept', lost: 'license, written over', untouched: 'untouched' },
  use: 'Use in the plan',
  inPlan: 'in the plan',
  usedToast: (name: string) => `The plan writes ${name} from now on.`,
  notAlone: 'not flashed alone',
  remove: (name: string) => `Remove ${name}`,
  removeTitle: 'Remove from the shelf',
  removeText: (name: string, size: number) =>
    `${name}, ${f.bytes(size)}, goes from this browser. Boards keep what they run.`,
  removeInPlan: 'The plan uses it. The plan will have no firmware then.',
  removeNow: 'Remove it',
  keep: 'Keep it',
  removed: (name: string) => `${name} removed.`,
  close: 'Close',

  empty: 'The shelf is empty.',
  emptyHint:
    'Drop a .bin file anywhere on this page. Before the first byte goes out it says which chip it is for, where it belongs and whether it keeps the license.',
  emptyVirtual: 'A virtual board on the bench brings its own image.',
  toBench: 'To the bench',
  example: 'An image that ends before the license looks like this.',
});
