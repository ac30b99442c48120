import type { CloneFate, PartRule } from '../../model/backup';
import type { LedgerSays } from '../../model/store-look';
import { catalog } from '../catalog';

const rules: Readonly<Record<PartRule, string>> = {
  copied: '',
  license: 'license',
  keys: 'keys',
  wifi: 'Wi‑Fi and settings',
  radio: 'calibration',
  'memory-dump': 'memory of a crash',
  unknown: 'may hold keys',
};

const fates: Readonly<Record<CloneFate, string>> = {
  copied: 'copied',
  kept: 'left out: this board keeps its own',
  moved: 'left out: this board’s own moves here',
  empty: 'left out, blank here',
};

const ledger: Readonly<Record<LedgerSays, string>> = {
  'this-board': 'In the ledger, as this board’s.',
  elsewhere: 'In the ledger it is another board’s.',
  free: 'In the ledger it is free still.',
  spent: 'In the ledger it is not to be used any more.',
  'other-key': 'In the ledger with another AuthKey.',
  'not-there': 'Not in the ledger.',
};

export const copies = catalog('copies', {
  title: 'Copies',
  backup: 'Back up…',
  compare: 'Compare with a file…',
  inspect: 'Look into the stores',
  save: {
    title: 'Back up the flash',
    what: 'The file is a copy, bit by bit. It contains this board’s license and keys, its Wi‑Fi settings and, where the chip keeps it there, the calibration of its radio.',
    yours: 'Whoever has the file has them too: keep it like a password, and give it to nobody.',
    part: 'What',
    whole: 'The whole chip',
    cancel: 'Leave it',
    do: 'Save…',
  },
  made: (name: string) => `${name} holds the flash`,
  madeWhat: (size: string) => `${size}, proved stretch by stretch by the chip.`,
  holds: (what: string) => `In it, of this board: ${what}.`,
  held: {
    license: 'its license and keys',
    wifi: 'its Wi‑Fi and settings',
    radio: 'its calibration',
  },
  encrypted: 'The flash is encrypted: the copy is of use to this board alone.',
  download: 'Save the file',
  gone: 'The browser does not have it any more. Back up once more.',
  comma: ', ',
  compared: {
    same: (name: string) => `${name} and the flash are the same`,
    differ: (name: string, parts: number) =>
      `${name} and the flash differ in ${parts} ${parts === 1 ? 'part' : 'parts'}`,
    nothing: 'Nothing was written.',
    owner: {
      own: 'It is a copy of this board.',
      other: (mac: string | undefined) => (mac ? `It is a copy of ${mac}.` : 'Its license is not this board’s.'),
      unknown: 'Nothing tells which board it is from.',
    },
    taken: (when: string) => `Taken here, ${when}.`,
    table: 'What differs',
    part: 'Part',
    sectors: 'Sectors',
    bytes: 'Bytes',
    first: 'First at',
    between: 'between the parts',
  },
  restore: {
    do: 'Restore…',
    title: 'Restore this board',
    text: 'The flash becomes what it was, bit by bit. What lies there now is gone; a license that would go is kept in the ledger first.',
    now: 'now',
    later: 'then',
    before: (parts: number) => `${parts} ${parts === 1 ? 'part differs' : 'parts differ'}`,
    label: (mac: string) => `Last four digits of the board’s MAC, ${mac}`,
    wrong: 'These are not the last four digits of that MAC.',
    keep: 'Leave it',
    write: 'Restore',
    anyway: 'Restore all the same',
  },
  clone: {
    do: 'Clone…',
    title: 'The same as that board',
    text: 'Program and files are copied. License, keys and calibration are not: they belong to one board.',
    table: 'What a clone takes over',
    part: 'Part',
    fate: 'Becomes',
    after: (name: string) => `what is copied of ${name}`,
    keep: 'Leave it',
    write: 'Clone',
    none: 'No clone can be made from this file: it is no copy of a whole chip of this kind, or has no map.',
  },
  written: {
    restored: 'Restored, and proved by the chip',
    cloned: 'Cloned, and proved by the chip',
    work: (sent: string, kept: string) => `${sent} sent, ${kept} were there already.`,
    next: 'Read the board to see what it is now.',
    read: 'Read the board',
  },
  stores: {
    license: 'License store',
    wifi: 'Wi‑Fi and settings',
    none: 'No table, and no map of this chip, tells where its stores are.',
    blank: 'blank',
    firmware: 'data that only its firmware can read',
    empty: 'no value',
    table: 'Names in the store',
    name: 'Name',
    size: 'Bytes',
    uuid: 'UUID',
    authKey: (length: number) => `AuthKey, ${length} characters, not shown`,
    note: 'Values stay in the flash; none is shown.',
  },
  rules,
  fates,
  ledger,
});
