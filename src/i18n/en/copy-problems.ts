/** Words for copies of a flash: files that cannot be written, read, or put onto this board. */
import type { Details } from '../../model/problem';
import { joined, number, short, told } from '../details';
import { formats } from '../format';

const f = formats('en');

const file = (d: Details): string => told(d, 'file') ?? 'The file';

const fullReasons: ReadonlySet<string> = new Set(['QuotaExceededError']);

export const copyProblems = {
  'copy.not-kept': {
    title: () => 'The backup could not be saved',
    what: (d: Details) =>
      fullReasons.has(told(d, 'reason') ?? '')
        ? 'There is no room for it. Make room, or choose another folder, and begin again. No file that looks whole is left; the board is as it was.'
        : `The browser was not let write the file${told(d, 'reason') ? ` (${told(d, 'reason')})` : ''}. Choose another place and begin again. No file that looks whole is left; the board is as it was.`,
  },
  'copy.unreadable': {
    title: (d: Details) => `${file(d)} cannot be read`,
    what: () => 'It was moved, changed or locked since it was chosen. Choose it once more. The board is as it was.',
  },
  'copy.not-confirmed': {
    title: () => 'That is not the end of this board’s name',
    what: () => 'What was typed belongs to another board. Nothing was written.',
  },
  'copy.changed': {
    title: (d: Details) => `${file(d)} is not what it was`,
    what: () => 'It changed after it was compared. Compare it once more. The board is as it was.',
  },
  'copy.other-file': {
    title: (d: Details) => `${file(d)} is another file`,
    what: (d: Details) =>
      `The board was left half written with ${told(d, 'wanted') ?? 'a copy'}. Choose that very file; by its SHA‑256 this is not it. Nothing more was written.`,
  },
  'flash.half-copied': {
    title: () => 'Its flash is half written',
    what: (d: Details) =>
      `Writing “${told(d, 'file') ?? 'a copy'}” was broken off at ${number(d, 'percent') ?? 0} %, and the plan does not flash. Compare the board with that file below and write it again, or flash it.`,
  },
  'copy.other-size': {
    title: (d: Details) => `${file(d)} is no copy of this flash`,
    what: (d: Details) =>
      joined(
        ' ',
        `It has ${f.bytes(number(d, 'size') ?? 0)}, and the flash of this board ${f.bytes(number(d, 'flashBytes') ?? 0)}.`,
        'A copy of a whole chip has just its size. Firmware is written from the shelf. The board is as it was.',
      ),
  },
  'copy.other-chip': {
    title: (d: Details) => `${file(d)} is not from such a chip`,
    what: () =>
      'Where this chip looks for its boot loader the file has none that it would run. Choose the copy of a board with this chip. The board is as it was.',
  },
  'copy.not-yours': {
    title: () => 'This is no backup of this board',
    what: (d: Details) =>
      joined(
        ' ',
        told(d, 'owner')
          ? `It was taken from ${told(d, 'owner')}.`
          : 'Nothing in it or in the records here says that it is.',
        'Written as it is, it would bring another board’s license and keys here. Clone it: that leaves them out. The board is as it was.',
      ),
  },
  'copy.license-elsewhere': {
    title: () => 'Its license belongs to another board now',
    what: (d: Details) =>
      joined(
        ' ',
        `License ${short(told(d, 'uuid')) ?? 'in it'} is`,
        told(d, 'owner') ? `with ${told(d, 'owner')} in the ledger.` : 'in the ledger, and not this board’s.',
        'Restoring would put it on two boards. Clone the file: that leaves it out. The board is as it was.',
      ),
  },
  'copy.license-unread': {
    title: () => 'There is a license on the board that nobody can read',
    what: () =>
      'Restoring writes over it, and nothing would know it any more. Make a backup of the board first, or say that it may go. The board is as it was.',
  },
  'copy.no-map': {
    title: (d: Details) => `Nothing tells the parts of ${file(d)}`,
    what: () =>
      'Without a partition table, or a map of this chip for this size of flash, nobody can say where license and keys are, so no clone can leave them out. The board is as it was.',
  },
  'copy.no-place': {
    title: (d: Details) => `${file(d)} has no place for what this board keeps`,
    what: (d: Details) =>
      `Its program has no room for “${told(d, 'store') ?? 'a store'}”, in which this board has ${
        told(d, 'kind') === 'license' ? 'its license' : 'its Wi-Fi settings'
      }. Erase that first, if it may go: a license is kept in the ledger. The board is as it was.`,
  },
};
