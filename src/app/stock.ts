/** What is in stock, for the plan: read live, after the first screen stands, since the database has its weight. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Stock } from '../screens/parts/bench-context';

const watch = async (stock: StoreApi<Stock>): Promise<void> => {
  const [{ benchDatabase }, { listFirmware }, { listBatches }, { watchRecords }] = await Promise.all([
    import('../records/database'),
    import('../records/firmware'),
    import('../records/license-questions'),
    import('../records/watch'),
  ]);
  const db = benchDatabase();
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

export const createStock = (): StoreApi<Stock> => {
  const stock = createStore<Stock>(() => ({ read: false, firmware: [], pools: [] }));
  void watch(stock).catch(() => stock.setState({ read: true }));
  return stock;
};
