/** What was dropped or pasted on one screen and belongs to another: it waits here until that screen takes it. */
import { createStore } from 'zustand/vanilla';
import type { Problem } from '../../model/problem';
import type { GivenFile } from '../../protocols/packages/given-file';
import { isListName } from '../../protocols/packages/list-names';
import { givenOf } from './given-files';

export type HandedOver =
  | { for: 'licenses'; file: File }
  | { for: 'licenses'; text: string }
  /** Files that belong together, and what people call them. */
  | { for: 'firmware'; given: readonly GivenFile[]; name: string; problem?: Problem }
  | { for: 'builds'; handle: FileSystemDirectoryHandle }
  | { for: 'products'; file: File }
  | { for: 'products'; text: string }
  | { for: 'recipe'; file: File }
  | { for: 'log'; file: File }
  | { for: 'log'; text: string };

export const handedOver = createStore<{ waiting: readonly HandedOver[] }>(() => ({ waiting: [] }));

const recipe = /\.bindery-recipe(\s*\(\d+\))?\.json$/i;
const model = /\.json$/i;
const log = /\.log$/i;
/** What cannot be read is named there with the way out. */
const sheet = /\.(xlsx|xlsm|xlsb|xls|ods|numbers|csv|tsv|txt|html?|md)$/i;

/** By its name alone; the screen that takes it looks inside. */
export const dropped = (file: File): HandedOver => {
  if (recipe.test(file.name)) return { for: 'recipe', file };
  if (log.test(file.name)) return { for: 'log', file };
  if (model.test(file.name) && !isListName(file.name)) return { for: 'products', file };
  if (sheet.test(file.name)) return { for: 'licenses', file };
  return { for: 'firmware', given: [givenOf(file)], name: file.name };
};

/** Firmware that was dropped at once is looked at together: one file may speak of another. */
export const droppedTogether = (files: readonly File[]): readonly HandedOver[] => {
  const things = files.map(dropped);
  const parts = things.filter((thing) => thing.for === 'firmware');
  const [first] = parts;
  if (!first) return things;
  const together: HandedOver = { for: 'firmware', given: parts.flatMap(({ given }) => given), name: first.name };
  return [together, ...things.filter((thing) => thing.for !== 'firmware')];
};

export const handOver = (thing: HandedOver): void =>
  handedOver.setState(({ waiting }) => ({ waiting: [...waiting, thing] }));

/** Everything that waits for a screen, once. */
export const takeHandedOver = <Place extends HandedOver['for']>(
  place: Place,
): readonly Extract<HandedOver, { for: Place }>[] => {
  const { waiting } = handedOver.getState();
  const mine = waiting.filter((thing): thing is Extract<HandedOver, { for: Place }> => thing.for === place);
  if (mine.length > 0) handedOver.setState({ waiting: waiting.filter((thing) => thing.for !== place) });
  return mine;
};
