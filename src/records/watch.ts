import { liveQuery } from 'dexie';
import { asBenchError, type BenchError } from '../model/problem';

/**
 * Asks now and again whenever the answer may have changed, in this tab, a worker or another tab. `ask` may await
 * questions to the database and nothing else, so no AuthKeys. The answer stops watching.
 */
export const watchRecords = <T>(
  ask: () => Promise<T>,
  told: (answer: T) => void,
  failed: (problem: BenchError) => void,
): (() => void) => {
  const watching = liveQuery(ask).subscribe({ next: told, error: (fault) => failed(asBenchError(fault)) });
  return () => watching.unsubscribe();
};
