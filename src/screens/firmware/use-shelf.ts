/** The shelf, read live, and the files on their way to it. */
import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { FirmwareRow } from '../../model/firmware';
import { asBenchError, type Problem } from '../../model/problem';
import { benchDatabase } from '../../records/database';
import { listFirmware, removeFirmware } from '../../records/firmware';
import { handedOver, takeHandedOver } from '../parts/handed-over';
import { useLive } from '../parts/use-live';
import { type AddedFile, addFile } from './add-firmware';

const askShelf = () => listFirmware(benchDatabase());

export const useShelf = () => {
  const { answer: rows, problem } = useLive(askShelf);
  const [notRemoved, setNotRemoved] = useState<Problem>();
  const [read, setRead] = useState<readonly AddedFile[]>([]);
  const [reading, setReading] = useState(0);

  const add = useCallback(async (files: readonly File[]) => {
    if (files.length === 0) return;
    setRead([]);
    setReading((count) => count + files.length);
    // One after the other: two large images at once would only stall the page twice as long.
    for (const file of files) {
      const added = await addFile(benchDatabase(), file, Date.now());
      setRead((before) => [...before, added]);
      setReading((count) => count - 1);
    }
  }, []);

  const { waiting } = useStore(handedOver);
  useEffect(() => {
    if (waiting.some((thing) => thing.for === 'firmware')) {
      void add(takeHandedOver('firmware').map(({ file }) => file));
    }
  }, [waiting, add]);

  return {
    /** Newest first; undefined until storage has been asked. */
    rows,
    problem: problem ?? notRemoved,
    read,
    reading,
    add,
    hide: () => setRead([]),
    /** True when it is gone; otherwise `problem` says why not. */
    remove: (row: FirmwareRow): Promise<boolean> =>
      removeFirmware(benchDatabase(), row.sha256).then(
        () => true,
        (fault: unknown) => {
          setNotRemoved(asBenchError(fault).problem);
          return false;
        },
      ),
  };
};
