/** One's own products, read live, and beside them those of the make-believe cloud, which are nobody's to change. */
import { useEffect, useMemo, useState } from 'react';
import type { Problem } from '../../model/problem';
import type { Product } from '../../model/product';
import { benchDatabase } from '../../records/database';
import { listProducts } from '../../records/products';
import { useSurroundings } from './bench-context';
import { saidProduct, useDemoNames } from './demo-names';
import { useLive } from './use-live';

const askProducts = () => listProducts(benchDatabase());

export interface Products {
  /** Undefined until storage and the demo have been asked. */
  all?: readonly Product[];
  own: readonly Product[];
  problem?: Problem;
}

const none: readonly Product[] = [];

export const useProducts = (): Products => {
  const { answer, problem } = useLive(askProducts);
  const { demoProducts } = useSurroundings();
  const [demo, setDemo] = useState<readonly Product[] | undefined>(demoProducts ? undefined : none);
  useEffect(() => {
    let wanted = true;
    demoProducts?.().then(
      (products) => wanted && setDemo(products),
      () => wanted && setDemo(none),
    );
    return () => {
      wanted = false;
    };
  }, [demoProducts]);
  const own = answer ?? none;
  const say = useDemoNames(true);
  const said = useMemo(() => demo?.map((product) => saidProduct(product, say)), [demo, say]);
  const asked = (answer || problem) && said;
  return useMemo(
    () => ({ own, ...(asked && { all: [...own, ...asked] }), ...(problem && { problem }) }),
    [own, asked, problem],
  );
};
