/** The kept runs as certificates, read live. */
import { useCallback } from 'react';
import { certificateOf } from '../../protocols/certificate/certificate';
import { benchDatabase } from '../../records/database';
import { firmwareOf, listFirmware } from '../../records/firmware';
import { listRuns, runOf, runsSince } from '../../records/runs';
import { useLive } from '../parts/use-live';

const askAll = async () => {
  const db = benchDatabase();
  const [runs, shelf] = await Promise.all([listRuns(db), listFirmware(db)]);
  const rows = new Map(shelf.map((row) => [row.sha256, row]));
  return runs.map((run) => certificateOf(run, run.firmware ? rows.get(run.firmware) : undefined));
};

export const useRuns = () => useLive(askAll);

/** `null`: not kept here. */
export const useRun = (id: string) =>
  useLive(
    useCallback(async () => {
      const db = benchDatabase();
      const run = await runOf(db, id);
      if (!run) return null;
      return certificateOf(run, run.firmware ? await firmwareOf(db, run.firmware) : undefined);
    }, [id]),
  );

/** Since the last midnight of this computer, newest first. */
export const runsOfToday = async (now: number) => {
  const runs = await runsSince(benchDatabase(), new Date(now).setHours(0, 0, 0, 0));
  return runs.map((run) => certificateOf(run));
};
