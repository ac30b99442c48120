/** What is in stock, for the plan: read live from storage. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Stock } from '../screens/parts/bench-context';
import type { BenchView } from '../steps/bench/bench-view';

const watch = async (stock: StoreApi<Stock>): Promise<void> => {
  const [{ benchDatabase }, { listFirmware }, { listBatches }, { watchRecords }] = await Promise.all([
    import('../records/database'),
    import('../records/firmware'),
    import('../records/license-questions'),
    import('../records/watch'),
  ]);
  const db = benchDatabase();
  stock.setState({ kept: true });
  const failed = () => stock.setState({ read: true });
  watchRecords(
    () => listFirmware(db),
    (firmware) => stock.setState({ firmware, read: true }),
    failed,
  );
  watchRecords(
    () => listBatches(db),
    (batches) => {
      const pools = batches.map(({ batch, virtual, counts }) => {
        const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
        return { batch, virtual, free: counts.free, total };
      });
      stock.setState({ pools, read: true });
    },
    failed,
  );
};

/** Named as `records/database` names it; asking by name opens nothing and loads nothing. */
const hasDatabase = async (): Promise<boolean> => {
  const all = await indexedDB.databases?.();
  return !all || all.some(({ name }) => name === 'bindery');
};

/** When there is something to know: a port or a lane is there, or the person went to a screen that stores. */
const whenNeeded = (bench: StoreApi<BenchView>): Promise<void> =>
  new Promise((needed) => {
    const stop = bench.subscribe(({ lanes, ports }) => {
      if (lanes.length + ports.length > 0) done();
    });
    const done = () => {
      stop();
      removeEventListener('hashchange', done);
      needed();
    };
    addEventListener('hashchange', done);
  });

/** A first visitor has nothing in stock: for them the database with its weight waits until it is needed. */
export const createStock = (bench: StoreApi<BenchView>): StoreApi<Stock> => {
  const stock = createStore<Stock>(() => ({ read: false, firmware: [], pools: [] }));
  const begin = async () => {
    if (!(await hasDatabase())) {
      stock.setState({ read: true });
      await whenNeeded(bench);
    }
    await watch(stock);
  };
  begin().catch(() => stock.setState({ read: true }));
  return stock;
};
