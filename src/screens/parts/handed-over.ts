/** What was dropped or pasted on one screen and belongs to another: it waits here until that screen takes it. */
import { createStore } from 'zustand/vanilla';

export type HandedOver =
  | { for: 'licenses'; file: File }
  | { for: 'licenses'; text: string }
  | { for: 'firmware'; file: File }
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
  if (model.test(file.name)) return { for: 'products', file };
  return sheet.test(file.name) ? { for: 'licenses', file } : { for: 'firmware', file };
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
