import type { FirmwareKind } from '../../model/firmware';
import { catalog } from '../catalog';
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
  example: 'This is how a file looks that covers everything up to the license:',
  storage: 'Storage could not be read',
});
