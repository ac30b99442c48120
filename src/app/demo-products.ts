import type { Product } from '../model/product';
import { demoProducts } from '../virtual/cloud/demo-products';

/** What the make-believe cloud has, in the shape of one's own products. */
export const demoProductsOfCloud = (): readonly Product[] =>
  demoProducts.map(({ pid, name, dataPoints, agent }) => ({
    pid,
    name,
    dataPoints,
    ...(agent && { agent }),
    virtual: true,
    source: 'cloud',
    at: 0,
  }));
