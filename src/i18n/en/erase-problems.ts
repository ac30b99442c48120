/** What keeps a flash from being erased by hand. Part of the catalog of problems. */
import type { Details, ProblemCode } from '../../model/problem';
import { number, short, told } from '../details';

export type EraseProblem = Extract<ProblemCode, `erase.${string}` | 'flash.half-erased'>;

interface Words {
  title: (d: Details) => string;
  what: (d: Details) => string;
}

const hex = (d: Details, key: string) => `0x${(number(d, key) ?? 0).toString(16).toUpperCase()}`;
const uuid = (d: Details) => short(told(d, 'uuid')) ?? 'its license';

const whyNotKept = (d: Details): string => {
  switch (told(d, 'why')) {
    case 'no-table':
      return 'Without a good partition table nobody knows where a license lies, or whether there is one.';
    case 'no-mac':
      return `It has ${uuid(d)} and no MAC of its own to keep it under.`;
    case 'not-ours':
      return told(d, 'owner')
        ? `It has ${uuid(d)}, which the ledger has for ${told(d, 'owner')}: it stays that board’s.`
        : `It has ${uuid(d)}, and the ledger has another license or another key for this board.`;
    default:
      return 'Its store holds something that only its own firmware can read, and that tells no license.';
  }
};

export const eraseProblems: Readonly<Record<EraseProblem, Words>> = {
  'flash.half-erased': {
    title: () => 'Its flash is half erased',
    what: (d) =>
      `Erasing was broken off at ${number(d, 'percent') ?? 0} %, and the plan does not flash. Erase it again, or flash it.`,
  },
  'erase.not-confirmed': {
    title: () => 'That is not the end of this board’s name',
    what: () => 'What was typed belongs to another board. Nothing was erased.',
  },
  'erase.bad-span': {
    title: (d) =>
      told(d, 'reason') === 'changed' ? 'The board is laid out otherwise by now' : 'These sectors cannot be erased',
    what: (d) => {
      switch (told(d, 'reason')) {
        case 'changed':
          return 'Its own table says something else than when its map was drawn. Look at the flash again. Nothing was erased.';
        case 'beyond-flash':
          return `${hex(d, 'from')} to ${hex(d, 'to')} goes beyond the flash, which ends at ${hex(d, 'flashBytes')}. Nothing was erased.`;
        case 'unaligned':
          return `${hex(d, 'from')} to ${hex(d, 'to')} does not begin and end with whole sectors of 4 KiB. Nothing was erased.`;
        default:
          return 'The end comes before the beginning. Nothing was erased.';
      }
    },
  },
  'erase.license-not-kept': {
    title: () => 'The license cannot be kept first',
    what: (d) => `${whyNotKept(d)} Erased now, no run writes it back. Nothing was erased yet.`,
  },
  'erase.radio-not-kept': {
    title: () => 'The radio’s calibration cannot be kept first',
    what: () =>
      'Its sector holds something, but no MAC of the board’s own to keep it under. Erased, nobody can write it back. Nothing was erased yet.',
  },
};
