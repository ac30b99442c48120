import type { FolderWatch } from '../../../src/model/build';
import { watchFolder } from '../../../src/records/builds';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { createRig, newDatabase } from '../rig';
import { fakeFolder } from './fake-folder';

/** A bench that watches a folder, with boards the bench takes for real ones. */

export const version = (name: string) => buildImage({ chip: 'esp32', version: name, merged: true, appBytes: 40_000 });
export const qio = (name: string) => `dist/switch_demo_${name}/switch_demo_QIO_${name}.bin`;

export const createBuildRig = async (outside: Parameters<typeof createRig>[2] = {}, db = newDatabase()) => {
  const disk = fakeFolder();
  // A storage for tests clones no functions: the real handle is kept as it is.
  const rig = await createRig(db, {}, { openFolder: () => disk.folder, ...outside });
  const watch = () => {
    const told = rig.events.findLast((event) => event.kind === 'builds');
    return told?.kind === 'builds' ? told.watch : undefined;
  };
  /** Settles with the first word on the folder that fits. */
  const seen = (fits: (now: FolderWatch) => boolean) =>
    new Promise<FolderWatch>((found) => {
      const timer = setInterval(() => {
        const now = watch();
        if (!now || !fits(now)) return;
        clearInterval(timer);
        found(now);
      }, 20);
    });
  return {
    ...rig,
    disk,
    watch,
    seen,
    choose: async () => {
      await watchFolder(db, { handle: {}, name: 'lamp', now: Date.now() });
      await rig.bench.handle({ kind: 'look-at-builds' });
    },
    build: (name: string) => disk.write(qio(name), version(name), Date.now()),
  };
};
