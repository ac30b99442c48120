/** The folder that logs are saved to: what a person may do with it, and what the worker says of it. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { console } from '../../../i18n/en/console';
import { useText } from '../../../i18n/use-text';
import type { LogFolderSeen } from '../../../model/log-folder';
import { benchDatabase } from '../../../records/database';
import { forgetLogFolder, keepLogFolder, logFolder } from '../../../records/log/log-folder';
import { useSurroundings } from '../../parts/bench-context';

/** Not in TypeScript's DOM yet (File System Access). */
type Picker = (options: { id: string; mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>;
interface Askable {
  requestPermission?(wish: { mode: 'readwrite' }): Promise<PermissionState>;
}

const pickerHere = (): Picker | undefined => {
  const { showDirectoryPicker } = window as { showDirectoryPicker?: Picker };
  return showDirectoryPicker?.bind(window);
};

const none = createStore<LogFolderSeen | undefined>(() => undefined);

export const useLogFolder = () => {
  const { logs } = useSurroundings();
  const { masked } = useText(console);
  const seen = useStore(logs?.folder ?? none);
  const [refused, setRefused] = useState(false);

  const doIt = async (work: () => Promise<unknown>) => {
    setRefused(false);
    await work().catch(() => setRefused(true));
    logs?.lookAtFolder();
  };
  return {
    seen,
    refused,
    canChoose: pickerHere() !== undefined,
    async choose() {
      // Closed without a choice it rejects, which is no fault.
      const handle = await pickerHere()?.({ id: 'bindery-logs', mode: 'readwrite' }).catch(() => undefined);
      if (handle) await doIt(() => keepLogFolder(benchDatabase(), { handle, name: handle.name, mask: masked }));
    },
    allow: () =>
      doIt(async () => {
        const kept = await logFolder(benchDatabase());
        await (kept?.handle as Askable | undefined)?.requestPermission?.({ mode: 'readwrite' });
      }),
    stop: () => doIt(() => forgetLogFolder(benchDatabase())),
  };
};
