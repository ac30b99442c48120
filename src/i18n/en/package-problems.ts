/** Why a package of firmware is not taken. Part of the catalog of problems. */
import { own } from '../../model/own';
import type { Details } from '../../model/problem';
import { number, told } from '../details';
import { formats } from '../format';

const f = formats('en');
const place = (d: Details, key: string) =>
  number(d, key) === undefined ? told(d, key) : `0x${(number(d, key) ?? 0).toString(16).toUpperCase()}`;
const part = (d: Details, key = 'part') => (told(d, key) ? `“${told(d, key)}”` : 'a part');
const bytes = (d: Details, key: string) => (number(d, key) === undefined ? undefined : f.bytes(number(d, key) ?? 0));

const whyHex: Readonly<Record<string, string>> = {
  form: 'is no record of Intel HEX',
  sum: 'has a checksum that does not fit',
  type: 'is of a kind that Intel HEX does not have',
  twice: 'writes a place that was written before',
  end: 'is missing: the file ends without its last record',
};

/** What is wrong, and what to do: one or two sentences. */
export const whyNoPackage: Readonly<Record<string, (d: Details) => string>> = {
  'not-json': () => 'It is no JSON. Fetch it again, or take the one from the build.',
  form: (d) =>
    `It is no list of parts that can be read${told(d, 'where') ? `: look at ${told(d, 'where')}` : ''}. Take the one that the build wrote.`,
  'too-many': (d) =>
    `It has too many ${told(d, 'what') === 'parts' ? 'parts' : told(d, 'what') === 'files' ? 'files' : 'builds'}: at most ${number(d, 'most') ?? 16} are taken. ${
      told(d, 'what') === 'files' ? 'Choose the build folder alone.' : 'Merge some of them.'
    }`,
  offset: (d) =>
    `${part(d)} has no place in a flash${told(d, 'offset') ? `: ${told(d, 'offset')}` : ''}. Mend its offset.`,
  unaligned: (d) =>
    `${part(d)} would begin within a sector, at ${place(d, 'offset') ?? 'its offset'}. Whole sectors are erased: use ${place(d, 'below') ?? 'a multiple of 0x1000'}${place(d, 'above') ? ` or ${place(d, 'above')}` : ''}.`,
  overlap: (d) =>
    `${part(d)} and ${part(d, 'other')} lie over each other${place(d, 'at') ? ` at ${place(d, 'at')}` : ''}. Give one of them another offset.`,
  empty: (d) => `${part(d)} is empty. Build again.`,
  missing: (d) =>
    `It names ${part(d)}, which did not come along. Drop the whole folder, or the list together with its files.`,
  outside: (d) => `It names ${part(d)}, which lies outside of what was dropped. Drop the folder that holds both.`,
  twice: (d) => `Two files are called ${part(d)}, and nothing tells which is meant. Leave one of them out.`,
  'too-large': (d) =>
    `It is larger than any firmware${bytes(d, 'most') ? `: more than ${bytes(d, 'most')}` : ''}. Choose the build folder or its archive alone.`,
  changed: (d) => `${part(d)} is not the file the list speaks of: its SHA-256 is another. Fetch both again.`,
  damaged: () => 'The archive is damaged or locked by a password. Fetch it again, or unpack it and drop the folder.',
  hex: (d) =>
    `${number(d, 'line') ? `Line ${f.count(number(d, 'line') ?? 0)}` : 'A line'} ${own(whyHex, told(d, 'why') ?? '') ?? 'cannot be read'}. Build or fetch it again.`,
  chip: (d) =>
    `It is said to be for ${told(d, 'said') ?? 'one chip'}, and its files are for ${told(d, 'found') ?? 'another'}. Take the files of one build.`,
  place: (d) =>
    `${part(d)} belongs at ${place(d, 'expected') ?? 'another place'} and not at ${place(d, 'offset') ?? 'its offset'}: no chip would find it there.`,
  nothing: () => 'Nothing in it is firmware for a board: no list of parts, no .bin and no .hex. Drop the build folder.',
};

export const packageProblem = {
  title: (d: Details) => `${told(d, 'file') ? `“${told(d, 'file')}”` : 'This package'} cannot be put together`,
  what: (d: Details) =>
    own(whyNoPackage, told(d, 'reason') ?? '')?.(d) ?? 'Its parts do not fit together. Take the files of one build.',
};
