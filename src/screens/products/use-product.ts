/**
 * One product under the pen: what is on screen is at once on its way to storage. What storage has newer, from an import
 * or another tab, takes its place.
 */
import { useState } from 'react';
import type { DataPoint } from '../../model/data-point';
import { asBenchError, type Problem } from '../../model/problem';
import type { Product } from '../../model/product';
import { benchDatabase } from '../../records/database';
import { keepProduct } from '../../records/products';

/** Nothing is kept of what nobody edited: the names of a demo product follow the language of the page. */
export const newerOf = (stored: Product, edited: Product | undefined): Product =>
  edited && edited.pid === stored.pid && edited.at >= stored.at ? edited : stored;

export const useProduct = (stored: Product) => {
  const [edited, setEdited] = useState<Product>();
  const product = newerOf(stored, edited);
  const [problem, setProblem] = useState<Problem>();
  const keepPoints = (dataPoints: readonly DataPoint[]): void => {
    const next: Product = { ...product, dataPoints, at: Date.now() };
    setEdited(next);
    keepProduct(benchDatabase(), next).then(
      () => setProblem(undefined),
      (fault: unknown) => setProblem(asBenchError(fault).problem),
    );
  };
  return { product, problem, keepPoints };
};
