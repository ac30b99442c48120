import type { FirmwareKind, FirmwareOddity } from '../../model/firmware';
import { own } from '../../model/own';
import type { Details } from '../../model/problem';
import { catalog } from '../catalog';
import { number, told } from '../details';
import { formats } from '../format';
import { looks } from './firmware-looks';
import { whyNoStart } from './firmware-problems';

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
  /** The lowest revision of the chip, `v3.0`. */
  least?: string;
  signed: boolean;
  /** Of its partition table, as written. */
  tableAt?: string;
  oddities: readonly FirmwareOddity[];
}

const kinds: Readonly<Record<FirmwareKind, string>> = { merged: 'image', app: 'application', part: 'part' };

const fate = ({ license }: FirmwareTold) => {
  if (!license) return '.';
  return license.fate === 'kept'
    ? `; keeps the license at ${license.at}.`
    : `; reaches over the license at ${license.at}, which is asked about before it is written.`;
};

/** What is unusual and does no harm, and what it means for the board. */
const oddities: Readonly<Record<FirmwareOddity, string | ((it: FirmwareTold) => string)>> = {
  'zero-padded': 'Its gaps are 00 instead of FF: usable, and what lies there on the board counts as blank.',
  'table-elsewhere': ({ tableAt }) =>
    `Its partition table is at ${tableAt ?? 'another place'} and not at 0x8000: usable as a whole, since its boot loader looks there.`,
  'from-bootloader': 'It begins with its boot loader, which belongs at 0x1000: usable, and written there.',
  trailing: 'Behind the end of the application lies something that no chip reads: usable.',
  'chip-copy': 'It is a copy of a board, with its settings and perhaps its license: usable, best on that board alone.',
};
/** In a row of the shelf. */
const oddityTags: Readonly<Record<FirmwareOddity, string>> = {
  'zero-padded': 'padded with zeros',
  'table-elsewhere': 'table elsewhere',
  'from-bootloader': 'begins at 0x1000',
  trailing: 'something behind its end',
  'chip-copy': 'copy of a board',
};

const oddity = (it: FirmwareTold) => (each: FirmwareOddity) => {
  const words = oddities[each];
  return typeof words === 'string' ? words : words(it);
};

const more = (it: FirmwareTold): string =>
  [
    it.kind === 'part' && 'A part is not flashed alone: a board needs the whole image or an application.',
    it.least && `For chips of revision ${it.least} or newer.`,
    it.signed && 'It carries a signature for secure boot; whether it is right only the chip can tell.',
    ...it.oddities.map(oddity(it)),
  ]
    .filter((part) => typeof part === 'string')
    .map((part) => ` ${part}`)
    .join('');

const bytesOf = (d: Details, key: string) => (number(d, key) === undefined ? '' : f.bytes(number(d, key) ?? 0));
const atOf = (d: Details) =>
  number(d, 'at') === undefined ? '' : ` at 0x${(number(d, 'at') ?? 0).toString(16).toUpperCase()}`;

const checked: Readonly<Record<string, string>> = {
  header: 'header',
  segment: 'segment',
  checksum: 'checksum',
  digest: 'digest',
  'partition-table': 'partition table',
};

/** Why a file is not put on the shelf; other faults are told as everywhere. */
const refusals: Readonly<Record<string, (d: Details) => string>> = {
  'firmware.not-firmware': (d) =>
    `Not firmware for a chip of this bench. ${own(looks, told(d, 'looksLike') ?? '') ?? 'No header in it is one that such a chip would start.'}`,
  'firmware.wrong-chip': (d) =>
    `Firmware for ${told(d, 'image') ?? 'another chip'}, which this bench does not flash yet. Its maker’s tool, esptool, does.`,
  'firmware.truncated': (d) =>
    `Cut off: its headers promise ${bytesOf(d, 'expected') || 'more'}, there are ${bytesOf(d, 'size') || 'less'}. Fetch it again.`,
  'firmware.would-not-start': (d) =>
    `No board would start with it. ${own(whyNoStart, told(d, 'reason') ?? '')?.(d) ?? 'Its parts do not fit together.'}`,
  'firmware.corrupt': (d) =>
    `Damaged${told(d, 'part') ? `: the ${own(checked, told(d, 'part') ?? '') ?? told(d, 'part')}${atOf(d)} does not check` : ''}. Fetch it again.`,
};

export const firmware = catalog('firmware', {
  title: 'Firmware',
  add: 'Add firmware',
  addHint: '.bin, .hex or .zip, a list of parts with its files; several at once are fine',
  virtual: 'virtual',
  kinds,
  kindHints: {
    merged: 'Everything from 0x0: boot loader, partition table, application',
    app: 'One application, for its partition',
    part: 'A boot loader or a partition table alone',
  } as Readonly<Record<FirmwareKind, string>>,
  told: (it: FirmwareTold) =>
    `${it.chip} ${kinds[it.kind]} ${it.name}, ${f.bytes(it.bytes)}, belongs at ${it.address}${fate(it)}${more(it)}`,
  oddityTags,
  signed: 'signed',
  revisions: (least: string | undefined, most: string | undefined) =>
    [least && `revision ${least} or newer`, most && `up to revision ${most}`].filter(Boolean).join(', '),

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
  mapApp: 'Goes into the application slot that the board starts from, wherever its own table has it.',
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
    'Drop a .bin file, a build folder or a .zip anywhere on this page. Before the first byte goes out it says which chip it is for, where it belongs and whether it keeps the license.',
  emptyVirtual: 'A virtual board on the bench brings its own image.',
  toBench: 'To the bench',
  example: 'An image that ends before the license looks like this.',
});
