/** All that a workshop needs of its catalogue, in one go: the list, kept, and its firmware on the shelf. */
import type { ListedFirmware } from '../../model/catalogue';
import { BenchError } from '../../model/problem';
import { changedFiles } from '../../protocols/catalogue/changes';
import { catalogueAt, keepCatalogue } from '../../records/catalogues';
import { fetchCatalogue } from './fetch-catalogue';
import type { FileWork } from './fetch-file';
import { type TakenFirmware, takeFirmware } from './take-firmware';

export interface WorkshopWork extends FileWork {
  /** Which firmware is fetched, of how many. */
  progress(name: string, index: number, of: number): void;
}

/** Without a network, what was kept of the list before will do. */
const listAt = async (url: string, work: WorkshopWork) => {
  const before = await catalogueAt(work.db, url);
  try {
    const now = await fetchCatalogue(url, { fetch: work.fetch, now: work.now, signal: work.signal });
    // A person must look at it, and here nobody does.
    if (before && changedFiles(before, now).length > 0)
      throw new BenchError('catalogue.unreadable', { reason: 'changed', file: before.name });
    return await keepCatalogue(work.db, now);
  } catch (fault) {
    const away = fault instanceof BenchError && ['unreachable', 'no-relay'].includes(String(fault.details.reason));
    if (before && away) return before;
    throw fault;
  }
};

/**
 * `ids` are of `ListedFirmware`. Throws `catalogue.not-fetched`, `catalogue.unreadable` (`changed`, or `gone` for one that
 * is not listed), `storage.failed`, `cancelled`, and the reason why one of them gave nothing that a board could start.
 */
export const fetchWorkshop = async (
  url: string,
  ids: readonly string[],
  work: WorkshopWork,
): Promise<readonly TakenFirmware[]> => {
  const { firmware } = await listAt(url, work);
  const wanted = ids.map((id): ListedFirmware => {
    const found = firmware.find((each) => each.id === id);
    if (!found) throw new BenchError('catalogue.unreadable', { reason: 'gone', field: id.slice(0, 200) });
    return found;
  });
  const taken: TakenFirmware[] = [];
  for (const [index, each] of wanted.entries()) {
    work.progress(each.name, index + 1, wanted.length);
    const { db, fetch, now, signal } = work;
    const came = await takeFirmware(url, each, { db, fetch, now, signal });
    const [refusal] = came.refused;
    if (came.rows.length === 0 && refusal) throw new BenchError(refusal.problem.code, refusal.problem.details);
    taken.push(came);
  }
  return taken;
};
