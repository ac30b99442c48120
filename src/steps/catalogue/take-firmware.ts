/** From a catalogue to the shelf: each build's files, checked, as a row of the shelf or the reason why not. */
import type { ListedBuild, ListedFirmware, ListedPart } from '../../model/catalogue';
import type { FirmwareRow } from '../../model/firmware';
import { asBenchError, BenchError, type Problem } from '../../model/problem';
import { filesOf } from '../../protocols/catalogue/changes';
import { noteTaken } from '../../records/catalogues';
import { addFirmware } from '../../records/firmware';
import { assemble } from './assemble';
import { type FileWork, getFile } from './fetch-file';

export interface TakenFirmware {
  rows: readonly FirmwareRow[];
  /** Builds that gave no row: for chips that are not known here, or not what a board would start. */
  refused: readonly { chipFamily: string; problem: Problem }[];
  /** Files without a hash in the catalogue. */
  unchecked: number;
}

export interface TakeWork extends FileWork {
  /** Files that are here, of how many. */
  progress?(done: number, of: number): void;
}

/** Faults of the way there: another build would meet the same. */
const isOfTheWay = ({ code }: Problem) =>
  code === 'catalogue.not-fetched' || code === 'storage.failed' || code === 'cancelled';

const fetchAll = async (parts: readonly ListedPart[], work: TakeWork) => {
  const files = [];
  for (const [done, part] of parts.entries()) {
    work.progress?.(done, parts.length);
    files.push(await getFile(part, work));
  }
  work.progress?.(parts.length, parts.length);
  return files;
};

/**
 * Fetches all files before the first row is added. Throws `catalogue.not-fetched`, `storage.failed`, `cancelled`, and the
 * problem of a firmware that could not be listed.
 */
export const takeFirmware = async (url: string, firmware: ListedFirmware, work: TakeWork): Promise<TakenFirmware> => {
  const { id, builds, problem } = firmware;
  if (problem) throw new BenchError(problem.code, problem.details);
  const files = new Map((await fetchAll(filesOf(firmware), work)).map((file) => [file.url, file]));
  const rows: FirmwareRow[] = [];
  const refused: { chipFamily: string; problem: Problem }[] = [];
  const take = async (build: ListedBuild): Promise<void> => {
    const { row, bytes } = await assemble(
      firmware,
      build,
      build.parts.flatMap((part) => files.get(part.url)?.bytes ?? []),
      work.now(),
    );
    const added = await addFirmware(work.db, row, bytes);
    if (!rows.some(({ sha256 }) => sha256 === added.sha256)) rows.push(added);
  };
  for (const build of builds) {
    try {
      await take(build);
    } catch (fault) {
      const { problem: why } = asBenchError(fault);
      if (isOfTheWay(why) || why.code === 'unexpected') throw fault;
      refused.push({ chipFamily: build.chipFamily, problem: why });
    }
  }
  if (rows.length > 0) await noteTaken(work.db, { url, id, sha256s: rows.map(({ sha256 }) => sha256) });
  return { rows, refused, unchecked: [...files.values()].filter(({ checked }) => !checked).length };
};
