/** The shelf, read live, and the files on their way to it. */
import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { FirmwareRow } from '../../model/firmware';
import { asBenchError, type Problem } from '../../model/problem';
import type { GivenFile } from '../../protocols/packages/given-file';
import type { LoosePart } from '../../protocols/packages/loose-parts';
import { benchDatabase } from '../../records/database';
import { listFirmware, removeFirmware } from '../../records/firmware';
import { handedOver, takeHandedOver } from '../parts/handed-over';
import { useLive } from '../parts/use-live';
import { type AddedFile, addGiven, addTogether } from './add-firmware';

const askShelf = () => listFirmware(benchDatabase());

/** What came of the files given last. */
interface Read {
  name: string;
  files: readonly AddedFile[];
  loose: readonly LoosePart[];
  left: number;
}
const nothingRead: Read = { name: '', files: [], loose: [], left: 0 };

export const useShelf = () => {
  const { answer: rows, problem } = useLive(askShelf);
  const [notRemoved, setNotRemoved] = useState<Problem>();
  const [read, setRead] = useState(nothingRead);
  const [reading, setReading] = useState(0);

  const add = useCallback(async (given: readonly GivenFile[], name: string) => {
    setRead(nothingRead);
    setReading(Math.max(1, given.length));
    const { added, loose, left } = await addGiven(benchDatabase(), given, name, Date.now());
    setRead({ name, files: added, loose, left });
    setReading(0);
  }, []);

  const putTogether = async (parts: readonly (LoosePart & { offset: number })[]) => {
    const added = await addTogether(benchDatabase(), parts, read.name, Date.now());
    setRead(({ files, loose, ...rest }) => ({
      ...rest,
      files: [added, ...files.filter(({ fileName, kind }) => kind !== 'refused' || fileName !== rest.name)],
      // What was refused can be mended.
      loose: added.kind === 'refused' ? loose : [],
    }));
  };

  const { waiting } = useStore(handedOver);
  useEffect(() => {
    if (!waiting.some((thing) => thing.for === 'firmware')) return;
    const taken = takeHandedOver('firmware');
    const [first] = taken;
    if (!first) return;
    const { name, problem: notRead } = first;
    if (notRead) setRead({ ...nothingRead, name, files: [{ kind: 'refused', fileName: name, problem: notRead }] });
    else
      void add(
        taken.flatMap(({ given }) => given),
        name,
      );
  }, [waiting, add]);

  return {
    /** Newest first; undefined until storage has been asked. */
    rows,
    problem: problem ?? notRemoved,
    read,
    /** Files that are being read. */
    reading,
    add,
    putTogether,
    hide: () => setRead(nothingRead),
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
