/** What an image would do to the stores of a board, and what it brings along. Part of the catalog of problems. */
import type { Details, ProblemCode } from '../../model/problem';
import { number, short, told } from '../details';

export type StoreProblem = Extract<ProblemCode, `flash.${string}-stores` | `flash.carries-${string}`>;

interface Words {
  title: (d: Details) => string;
  what: (d: Details) => string;
}

const both = (d: Details) => number(d, 'license') === 1 && number(d, 'wifi') === 1;
const license = (d: Details) => number(d, 'license') === 1;
const things = (d: Details) =>
  both(d) ? 'the license and the Wi-Fi settings' : license(d) ? 'the license' : 'the Wi-Fi settings';
const stored = (d: Details) => short(told(d, 'uuid')) ?? 'license data that only its own firmware can read';
const held = (d: Details) =>
  `The board keeps ${both(d) ? `${stored(d)} and settings such as its network` : license(d) ? stored(d) : 'settings such as its network'}`;
/** What becomes of it when it is not kept. */
const gone = (d: Details) =>
  !license(d)
    ? 'the board has to be told its network again'
    : number(d, 'again') === 1
      ? 'the license leaves the board; the ledger keeps it for this board and no other'
      : 'it is gone for good';
const image = (d: Details) => (told(d, 'file') ? `“${told(d, 'file')}”` : 'The image');
const carried = (d: Details) => short(told(d, 'uuid')) ?? 'a license store that cannot be read';

export const storeProblems: Readonly<Record<StoreProblem, Words>> = {
  'flash.reaches-stores': {
    title: (d) => `The image reaches over ${things(d)} of this board`,
    what: (d) =>
      `${held(d)} where the image or its padding goes. To keep it, these sectors are left out and compared afterwards; written over, ${gone(d)}. Not one byte was written yet.`,
  },
  'flash.moves-stores': {
    title: (d) => `The new program looks for ${things(d)} elsewhere`,
    what: (d) =>
      `The image brings a partition table of its own. ${held(d)}, which can be taken to the new place and compared there; else ${gone(d)}. Not one byte was written yet.`,
  },
  'flash.loses-stores': {
    title: (d) => `Under this image the board cannot keep ${things(d)}`,
    what: (d) =>
      `${held(d)}, and the image puts something else there or has no such place. Written over, ${gone(d)}. Not one byte was written yet.`,
  },
  'flash.carries-license': {
    title: () => 'The image carries a license',
    what: (d) =>
      `${image(d)} is a copy of a whole chip and brings ${carried(d)} along. Two boards with one license throw each other out of the cloud. Without it the rest is written and its stores stay empty. Not one byte was written yet.`,
  },
  'flash.carries-known-license': {
    title: () => 'The image carries a license of your ledger',
    what: (d) =>
      `${image(d)} is a copy of a whole chip and brings ${carried(d)} along, which the ledger has for ${told(d, 'owner') ?? 'a board to come'}. It does not come onto this one by way of a file; the rest can. Not one byte was written yet.`,
  },
};
