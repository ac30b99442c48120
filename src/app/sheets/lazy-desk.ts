import type { SheetDesk } from '../../screens/parts/sheet-desk';

/** The desk and its worker come with the first sheet: the first screen can do without them. */
export const lazySheetDesk: SheetDesk = {
  open(source) {
    const opening = import('./sheet-desk').then(({ createSheetDesk }) => createSheetDesk().open(source));
    return {
      read: async (wishes) => (await opening).read(wishes),
      // One that did not come has told so to whoever reads.
      close: () => void opening.then((session) => session.close()).catch(() => {}),
    };
  },
};
