import { BenchError } from '../model/problem';
import type { Product } from '../model/product';
import { type BenchDatabase, stored } from './database';

/** The products of the bench, by PID. Those of the make-believe cloud are its own and never come in here. */

/** In the order of their names. */
export const listProducts = (db: BenchDatabase): Promise<Product[]> =>
  stored(async () =>
    (await db.products.toArray()).sort((a, b) => a.name.localeCompare(b.name) || (a.pid < b.pid ? -1 : 1)),
  );

export const productOf = (db: BenchDatabase, pid: string): Promise<Product | undefined> =>
  stored(() => db.products.get(pid));

/**
 * Keeps a product as it is now; `was` is its PID until now when that has changed. Throws `unexpected` when another
 * product has the PID, or when it is a make-believe one.
 */
export const keepProduct = (
  db: BenchDatabase,
  product: Product,
  was: string | undefined = product.pid,
): Promise<void> =>
  stored(() =>
    db.transaction('rw', db.products, async () => {
      const { pid, virtual } = product;
      if (virtual) throw new BenchError('unexpected', { reason: 'a product of the make-believe cloud', pid });
      if (was !== pid) {
        if (await db.products.get(pid)) throw new BenchError('unexpected', { reason: 'PID taken', pid });
        if (was !== undefined) await db.products.delete(was);
      }
      await db.products.put(product);
    }),
  );

/** Adds one that is not there yet. Throws `unexpected` when its PID is taken. */
export const addProduct = (db: BenchDatabase, product: Product): Promise<void> => keepProduct(db, product, '');

export const removeProduct = (db: BenchDatabase, pid: string): Promise<void> => stored(() => db.products.delete(pid));
