/** The watched folder as the storage has it, and what a person may do with it. */
import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { asBenchError, type Problem } from '../../../model/problem';
import { buildFolder, forgetFolder, pauseFolder, watchFolder } from '../../../records/builds';
import { benchDatabase } from '../../../records/database';
import { allowBuilds } from '../../parts/allow-builds';
import { useBench } from '../../parts/bench-context';
import { handedOver, takeHandedOver } from '../../parts/handed-over';
import { useLive } from '../../parts/use-live';

/** Not in TypeScript's DOM yet (File System Access). */
type Picker = (options: { id: string; mode: 'read' }) => Promise<FileSystemDirectoryHandle>;

const pickerHere = (): Picker | undefined => {
  const { showDirectoryPicker } = window as { showDirectoryPicker?: Picker };
  return showDirectoryPicker?.bind(window);
};

const askFolder = () => buildFolder(benchDatabase());

export const useBuildFolder = () => {
  const { send } = useBench();
  const { answer: kept } = useLive(askFolder);
  const [offered, setOffered] = useState<FileSystemDirectoryHandle>();
  const [problem, setProblem] = useState<Problem>();

  /** The bench is told, since it may not have begun yet. */
  const doIt = useCallback(
    async (work: () => Promise<void>) => {
      try {
        setProblem(undefined);
        await work();
      } catch (fault) {
        setProblem(asBenchError(fault).problem);
      }
      send({ kind: 'look-at-builds' });
    },
    [send],
  );

  const { waiting } = useStore(handedOver);
  useEffect(() => {
    if (!waiting.some((thing) => thing.for === 'builds')) return;
    const [first] = takeHandedOver('builds');
    if (first) setOffered(first.handle);
  }, [waiting]);

  const watch = (handle: FileSystemDirectoryHandle) => {
    setOffered(undefined);
    return doIt(() => watchFolder(benchDatabase(), { handle, name: handle.name, now: Date.now() }));
  };

  return {
    kept,
    offered,
    problem,
    canChoose: pickerHere() !== undefined,
    watch,
    refuse: () => setOffered(undefined),
    async choose() {
      // Closed without a choice it rejects, which is no fault.
      const handle = await pickerHere()?.({ id: 'bindery-build', mode: 'read' }).catch(() => undefined);
      if (handle) await watch(handle);
    },
    allow: () => doIt(async () => void (await allowBuilds())),
    pause: (paused: boolean) => doIt(() => pauseFolder(benchDatabase(), paused)),
    stop: () => doIt(() => forgetFolder(benchDatabase())),
  };
};
