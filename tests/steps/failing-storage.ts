import type { DBCore, DBCoreMutateRequest, DBCoreTable } from 'dexie';
import type { BenchDatabase } from '../../src/records/database';

/** One change of a table, as it went to storage. */
export interface Write {
  table: string;
  /** `licenses doubtful`: of a license, the state it was to be in. */
  what: string;
}

export interface FailingStorage {
  /** All that was asked for since the beginning, refused or not, but for how far a write to flash is: that has no fixed number. */
  readonly writes: readonly Write[];
  /** From the write with this number on (counted from 0), for so many writes, storage is full. */
  failFrom(first: number, count?: number): void;
  /** From now on the database is gone: nothing is read or written. */
  close(): void;
  heal(): void;
}

const whatOf = (table: string, request: DBCoreMutateRequest): string => {
  const [row] = request.type === 'put' || request.type === 'add' ? (request.values as { state?: string }[]) : [];
  return [table, request.type === 'deleteRange' || request.type === 'delete' ? request.type : '', row?.state ?? '']
    .filter(Boolean)
    .join(' ');
};

/** Told again and again while a flash is written. */
const isFigure = (table: string, request: DBCoreMutateRequest): boolean =>
  // For the morning after a crash; whether one of them is refused is nothing to a run.
  table === 'begunRuns' ||
  (table === 'unfinished' && request.type === 'put' && (request.values[0] as { held: number }).held > 0);

/** Storage that refuses as a browser does: a full disk, or a database that was closed under the page. */
export const failingStorage = async (db: BenchDatabase): Promise<FailingStorage> => {
  const writes: Write[] = [];
  let first = Number.POSITIVE_INFINITY;
  let last = Number.POSITIVE_INFINITY;
  let closed = false;
  const asked = <T>(work: () => Promise<T>): Promise<T> =>
    closed ? Promise.reject(new DOMException('the database is gone', 'InvalidStateError')) : work();
  db.close();
  db.use({
    stack: 'dbcore',
    name: 'failing',
    create: (core: DBCore): DBCore => ({
      ...core,
      table: (name): DBCoreTable => {
        const table = core.table(name);
        return {
          ...table,
          get: (request) => asked(() => table.get(request)),
          getMany: (request) => asked(() => table.getMany(request)),
          query: (request) => asked(() => table.query(request)),
          openCursor: (request) => asked(() => table.openCursor(request)),
          count: (request) => asked(() => table.count(request)),
          mutate: (request) =>
            asked(() => {
              const number = writes.length;
              if (!isFigure(name, request)) writes.push({ table: name, what: whatOf(name, request) });
              if (number >= first && number < last)
                return Promise.reject(new DOMException('no room', 'QuotaExceededError'));
              return table.mutate(request);
            }),
        };
      },
    }),
  });
  await db.open();
  return {
    writes,
    failFrom(from, count = Number.POSITIVE_INFINITY) {
      first = from;
      last = from + count;
    },
    close() {
      closed = true;
    },
    heal() {
      closed = false;
      first = Number.POSITIVE_INFINITY;
      last = Number.POSITIVE_INFINITY;
    },
  };
};
