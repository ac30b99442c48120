/** What the cloud of `npm run cloud` knows, kept in a file of its own between starts, so that bound boards stay bound. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { demoState } from '../virtual/cloud/demo-state';
import { restoreState } from '../virtual/cloud/kept-state';
import type { CloudProduct, CloudState } from '../virtual/cloud/state';
import type { CloudSettingsFile, WantedProduct } from './cloud-settings-file';
import { DoorError } from './door';

/** Reports may come many times a second; the disk need not. */
const savePauseMs = 1000;

const stateFile = (folder: string): string => path.join(folder, 'state.json');

const withProduct = (state: CloudState, { pid, name, dataPoints, agent }: WantedProduct): void => {
  const [lamp] = demoState().products;
  const product: CloudProduct = {
    pid,
    name,
    category: lamp?.category ?? '',
    dataPoints: dataPoints ?? lamp?.dataPoints ?? [],
    ...(agent ? { agent } : {}),
  };
  state.products = [...state.products.filter((each) => each.pid !== pid), product];
};

/** Kept state, or a first day, with the licenses and products of the settings added. Throws DoorError. */
export const takeUpState = (folder: string, { licenses, products }: CloudSettingsFile): CloudState => {
  const file = stateFile(folder);
  let state: CloudState;
  try {
    state = existsSync(file) ? restoreState(readFileSync(file, 'utf8')) : demoState();
  } catch {
    throw new DoorError(`${file} is not what this cloud wrote; move it away to begin anew`);
  }
  const known = new Set(licenses.map(({ uuid }) => uuid));
  state.licenses = [...state.licenses.filter(({ uuid }) => !known.has(uuid)), ...licenses];
  for (const product of products) withProduct(state, product);
  return state;
};

/** Only its owner may read it: there are keys in it. `changed` saves soon, `close` now. */
export const keepStateIn = (folder: string, serialise: () => string) => {
  const file = stateFile(folder);
  let waiting: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(waiting);
    waiting = undefined;
    // A power cut in between leaves the older state whole.
    writeFileSync(`${file}.new`, serialise(), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  return {
    changed(): void {
      waiting ??= setTimeout(save, savePauseMs);
    },
    close: save,
  };
};
