/** The products one under the other, own ones first, and the place where a model is dropped. */
import Plus from 'lucide-react/icons/plus';
import { Link } from 'wouter';
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import type { Product } from '../../model/product';
import { IconButton } from '../../ui/button';
import { cx } from '../../ui/cx';
import { Evidence, PageTitle } from '../../ui/text';
import { hatched, VirtualTag } from '../../ui/virtual';
import { productAt } from '../parts/places';
import styles from './products.module.css';

export const ProductList = ({
  all,
  shown,
  onAdd,
}: {
  all: readonly Product[];
  shown: string | undefined;
  onAdd: () => void;
}) => {
  const t = useText(products);
  return (
    <div className={styles.list}>
      <header className={styles.listHead}>
        <PageTitle>{t.title}</PageTitle>
        <IconButton kind="plain" label={t.add} onClick={onAdd}>
          <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
        </IconButton>
      </header>
      <nav aria-label={t.list}>
        <ul className={styles.cards}>
          {all.map((product) => (
            <li key={`${product.virtual} ${product.pid}`}>
              <Link
                href={productAt(product.pid)}
                className={styles.card}
                aria-current={product.pid === shown ? ('page' as const) : undefined}
              >
                <strong>{product.name || t.unnamed}</strong>
                <Evidence>{t.count(product.dataPoints.length, product.agent !== undefined)}</Evidence>
                {product.virtual ? <VirtualTag word={t.virtual} /> : null}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={cx(styles.drop, hatched)}>
        <p>{t.dropHere}</p>
        <p>{t.whereModel}</p>
      </div>
    </div>
  );
};
