/** Products into and out of storage, with what went wrong. */
import { useState } from 'react';
import { asBenchError, type Problem } from '../../model/problem';
import type { Product } from '../../model/product';
import { benchDatabase } from '../../records/database';
import { addProduct, keepProduct, removeProduct } from '../../records/products';

export const useKeeping = () => {
  const [problem, setProblem] = useState<Problem>();
  const attempt = async (work: Promise<void>): Promise<boolean> => {
    try {
      await work;
      setProblem(undefined);
      return true;
    } catch (fault) {
      setProblem(asBenchError(fault).problem);
      return false;
    }
  };
  const stamped = (product: Product): Product => ({ ...product, at: Date.now() });
  return {
    problem,
    /** Each answers whether it came about. */
    add: (product: Product) => attempt(addProduct(benchDatabase(), stamped(product))),
    keep: (product: Product, was?: string) => attempt(keepProduct(benchDatabase(), stamped(product), was)),
    remove: (pid: string) => attempt(removeProduct(benchDatabase(), pid)),
  };
};
