/** Why a file that looks like firmware is not written. Part of the catalog of problems. */
import { own } from '../../model/own';
import type { Details, ProblemCode } from '../../model/problem';
import { number, told } from '../details';
import { formats } from '../format';

export type FirmwareProblem = Extract<
  ProblemCode,
  'firmware.part-alone' | 'firmware.would-not-start' | 'firmware.chip-revision'
>;

interface Words {
  title: (d: Details) => string;
  what: (d: Details) => string;
}

const f = formats('en');
const place = (d: Details, key: string) =>
  number(d, key) === undefined ? undefined : `0x${(number(d, key) ?? 0).toString(16).toUpperCase()}`;
const at = (d: Details, key = 'at') => (place(d, key) ? ` at ${place(d, key)}` : '');
const bytes = (d: Details, key: string) => (number(d, key) === undefined ? undefined : f.bytes(number(d, key) ?? 0));

/** What is wrong, and what to do: one sentence each. */
export const whyNoStart: Readonly<Record<string, (d: Details) => string>> = {
  'bootloader-place': (d) =>
    `Its boot loader lies${at(d)}, and an ${told(d, 'chip') ?? 'ESP chip'} looks for it at ${place(d, 'expected') ?? 'another place'}. Merge the parts again for that chip.`,
  'application-first': (d) =>
    `An application lies${at(d)}, where the boot loader belongs. Drop the application alone, or merge it with its boot loader.`,
  'no-bootloader': () =>
    'There is no boot loader in front of its table or application. Merge it again with the boot loader, or drop the application alone.',
  'no-table': (d) =>
    `It has a boot loader and no partition table${at(d)} or anywhere else. Merge it again with the partition table of its build.`,
  'table-erased': (d) =>
    `The place of its partition table${at(d)} is blank, so the boot loader finds no application. Merge it again with the partition table of its build.`,
  'table-rows': (d) =>
    `Its partition table is wrong: ${told(d, 'part') ?? 'one row'} lies over ${told(d, 'other') ?? 'another one'}. Mend the table and build again.`,
  'table-beyond-flash': (d) =>
    `Its table needs ${bytes(d, 'end') ?? 'more'} of flash, its header speaks of ${bytes(d, 'flashBytes') ?? 'less'}: its boot loader refuses that. Build it for the larger flash.`,
  'no-slot': () => 'Its partition table has no place for an application. Build it with another table.',
  'no-app': () =>
    'It has a boot loader and a table, but every place for an application is blank. Merge it again with the application.',
  'not-app': (d) =>
    `What lies in ${told(d, 'part') ?? 'the place of the application'}${at(d)} is no application. Merge the parts again.`,
  'app-beyond-slot': (d) =>
    `The application has ${bytes(d, 'size') ?? 'more bytes'}, its place ${told(d, 'part') ?? ''} holds ${bytes(d, 'room') ?? 'fewer'}. Build it smaller, or with a table that has more room.`.replaceAll(
      '  ',
      ' ',
    ),
  'mixed-chips': (d) =>
    `Its boot loader is for ${told(d, 'chip') ?? 'one chip'} and ${told(d, 'part') ?? 'its application'} for ${told(d, 'other') ?? 'another'}. Merge the parts of one build.`,
  several: (d) =>
    `Several images lie one behind the other, the second${at(d) || ' behind the first'}, where no chip looks for it. Drop the whole image of the build, or the application alone.`,
  'ram-image': () =>
    'It is a program for RAM, which a tool loads and runs once; from flash nothing starts it. Build the application for flash.',
};

export const firmwareProblems: Readonly<Record<FirmwareProblem, Words>> = {
  'firmware.part-alone': {
    title: (d) => `${told(d, 'file') ? `“${told(d, 'file')}”` : 'This file'} is only a part`,
    what: () =>
      'A boot loader or a table alone starts nothing. Choose the whole image or an application. Nothing was sent to the board.',
  },
  'firmware.would-not-start': {
    title: () => 'This file would not start on a board',
    what: (d) =>
      own(whyNoStart, told(d, 'reason') ?? '')?.(d) ??
      'Its parts do not fit together. Use the whole image of the build.',
  },
  'firmware.chip-revision': {
    title: (d) => `The chip is ${told(d, 'limit') === 'max' ? 'newer' : 'older'} than this firmware allows`,
    what: (d) =>
      `It is for revision ${told(d, 'wanted') ?? 'another'} ${told(d, 'limit') === 'max' ? 'at most' : 'or newer'}; the board has ${told(d, 'found') ?? 'a different one'}. Its boot loader would refuse it. Not one byte was written.`,
  },
};
