/** What stands in the way of an application on a board's own table, and of the proof that it is what runs. */
import type { Details, ProblemCode } from '../../model/problem';
import { number, told } from '../details';
import { formats } from '../format';

const f = formats('en');
const bytes = (d: Details, key: string) => (number(d, key) === undefined ? undefined : f.bytes(number(d, key) ?? 0));

/** From outside words to ours, and nothing that every object has. */
const tableFound = new Map([
  ['erased', 'The place for it is blank'],
  ['damaged', 'The one that is there is damaged, or made for a larger flash'],
  ['several', 'Two good ones lie in different places, and only the boot loader knows which it reads'],
  ['absent', 'Something else lies in its place'],
]);

const slotLost = new Map<string | undefined, (slot: string) => string>([
  ['none', () => 'The table has no application slot that a boot loader would start.'],
  ['empty', () => 'Nothing that would start lies in a slot of its table. Choose a file with an application in it.'],
  [
    'not-chosen',
    (slot) =>
      `The file fills ${slot || 'one slot'}, the board would go on starting another, and its table has no OTA data to change that.`,
  ],
]);

const expected = (d: Details) => told(d, 'expected') ?? 'another one';
const found = (d: Details) => told(d, 'found') ?? 'something else';

const otherBy = new Map<string | undefined, (d: Details) => string>([
  ['slot', (d) => ` It was written to ${expected(d)}; the boot loader took the program at ${found(d)}.`],
  ['build', (d) => ` Its ELF begins with ${expected(d)}; what runs was made from ${found(d)}.`],
  ['name', (d) => ` The image is ${expected(d)}; what runs calls itself ${found(d)}.`],
]);

type SlotProblem = Extract<
  ProblemCode,
  | 'flash.other-program'
  | 'flash.not-told-apart'
  | 'firmware.beyond-slot'
  | `firmware.no-${'bootloader' | 'table' | 'slot'}`
>;

export type SlotWords = Readonly<Record<SlotProblem, Readonly<Record<'title' | 'what', (d: Details) => string>>>>;

export const slotProblems: SlotWords = {
  'firmware.no-bootloader': {
    title: () => 'This board has no boot loader',
    what: (d) =>
      `${d.found === 'blank' ? 'Its flash is blank' : 'Something else lies'} where the chip looks for one, so an application alone would never start. Nothing was written. Choose the whole image, the one that is written from address 0.`,
  },
  'firmware.no-table': {
    title: (d) =>
      told(d, 'found') === 'several' ? 'This board has two partition tables' : 'This board has no partition table',
    what: (d) =>
      `${tableFound.get(told(d, 'found') ?? '') ?? tableFound.get('absent')}, so nobody can say where an application belongs. Nothing was written. Choose the whole image, the one that is written from address 0.`,
  },
  'firmware.no-slot': {
    title: (d) => (d.reason === 'empty' ? 'The image has no application' : 'There is no slot for the application'),
    what: (d) =>
      `${(slotLost.get(told(d, 'reason')) ?? slotLost.get('none')!)(told(d, 'slot') ?? '')} Nothing was written.`,
  },
  'firmware.beyond-slot': {
    title: () => 'The application is larger than its slot',
    what: (d) =>
      `It needs ${bytes(d, 'size') ?? 'more room'}; the slot ${told(d, 'slot') ?? 'that starts'} of this board holds ${bytes(d, 'room') ?? 'less'}. Not one byte was written. Choose the whole image, which brings a table of its own.`,
  },
  'flash.other-program': {
    title: () => 'Another program answers',
    what: (d) =>
      `The flash holds the image, by the checksum of the chip, but it is not what the board started, twice.${otherBy.get(told(d, 'by'))?.(d) ?? ''}`,
  },
  'flash.not-told-apart': {
    title: () => 'Written, but not seen running',
    what: (d) =>
      `The slot ${told(d, 'slot') ?? 'that starts'} holds the image, by the checksum of the chip. An application answers, and what it prints could also come from the program in ${told(d, 'other') || 'another slot'}. You can go on; the run will not be called proven.`,
  },
};
