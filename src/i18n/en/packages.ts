import { catalog } from '../catalog';
import { formats } from '../format';

const f = formats('en');

export const packages = catalog('packages', {
  addFolder: 'Add a folder',
  addFolderHint: 'A build folder: build/ of ESP-IDF, dist/ of TuyaOpen, or one with a manifest.json',
  left: (n: number) =>
    n === 1
      ? 'One more file lies beside the list of parts and is not named in it: left out.'
      : `${f.count(n)} more files lie beside the list of parts and are not named in it: left out.`,

  title: 'Put parts together',
  what: 'No list says where these files go. Check the offsets, then they lie on the shelf as one image. What is between them stays on a board as it is.',
  columns: { part: 'Part', kind: 'What it is', size: 'Size', offset: 'Offset' },
  kinds: {
    loader: 'boot loader',
    table: 'partition table',
    choice: 'OTA data',
    app: 'application',
    data: 'data',
  },
  offsetOf: (name: string) => `Offset of ${name}`,
  emptyLeavesOut: 'Empty: left out.',
  noOffset: 'No number: 0x10000, or 65536.',
  tooMany: (most: number) => `At most ${most} parts go into one image. Leave some out.`,
  together: 'Put together',
  chosen: (n: number) => (n === 1 ? 'one part' : `${f.count(n)} parts`),

  parts: (n: number) => `${f.count(n)} parts`,
  /** Two sentences. */
  between: ' ',
  partsTold: (names: string) => `Put together from ${names}. What is between them stays on a board as it is.`,
});
