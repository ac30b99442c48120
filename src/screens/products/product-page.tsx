/** One product: who it is, its data points, the one under the pen, its configuration block. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import type { DataPoint } from '../../model/data-point';
import type { Product } from '../../model/product';
import { checkDataPoints, checkProduct } from '../../model/product-rules';
import { TextButton } from '../../ui/button';
import { StorageTrouble } from '../parts/storage-trouble';
import { ConfigPanel } from './config-panel';
import { PointEditor } from './point-editor';
import { newPoint } from './points';
import { PointsTable } from './points-table';
import { ProductHead } from './product-head';
import styles from './products.module.css';
import { useProduct } from './use-product';

export const ProductPage = ({
  stored,
  alone,
  onEdit,
  onCopy,
  onRemove,
}: {
  stored: Product;
  alone: boolean;
  onEdit: (product: Product) => void;
  onCopy: (product: Product) => void;
  onRemove: (product: Product) => void;
}) => {
  const t = useText(products);
  const { product, problem, keepPoints } = useProduct(stored);
  const { dataPoints: points, virtual } = product;
  const [open, setOpen] = useState<number>();
  const [taken, setTaken] = useState<{ point: DataPoint; index: number }>();
  const faults = useMemo(() => checkDataPoints(points), [points]);
  const tooMany = checkProduct(product).find(({ code }) => code === 'too-many');
  const side = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In one column the editor lies below the table, out of sight.
    if (open !== undefined) side.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const shown = open === undefined ? undefined : points[open];
  const add = () => {
    keepPoints([...points, newPoint(points)]);
    setOpen(points.length);
    setTaken(undefined);
  };
  const remove = (index: number, point: DataPoint) => {
    keepPoints(points.toSpliced(index, 1));
    setOpen(undefined);
    setTaken({ point, index });
  };
  const putBack = ({ point, index }: { point: DataPoint; index: number }) => {
    keepPoints(points.toSpliced(index, 0, point));
    setOpen(index);
    setTaken(undefined);
  };
  return (
    <div className={styles.page} data-side={shown ? '' : undefined}>
      <div className={styles.top}>
        <ProductHead
          product={product}
          alone={alone}
          onEdit={() => onEdit(product)}
          onCopy={() => onCopy(product)}
          onRemove={() => onRemove(product)}
        />
        {problem ? <StorageTrouble problem={problem} /> : null}
        {tooMany ? <p role="alert">{t.productFaults['too-many'](tooMany.facts)}</p> : null}
      </div>
      <div className={styles.middle}>
        <PointsTable
          points={points}
          faults={faults}
          open={open}
          onOpen={(index) => setOpen(index === open ? undefined : index)}
          onAdd={virtual ? undefined : add}
        />
        {taken ? (
          <p className={styles.taken} role="status">
            {t.pointRemoved(taken.point.name || taken.point.code)}{' '}
            <TextButton onClick={() => putBack(taken)}>{t.undo}</TextButton>
          </p>
        ) : null}
      </div>
      {shown && open !== undefined ? (
        <div ref={side} className={styles.side}>
          <PointEditor
            key={open}
            point={shown}
            faults={faults[open] ?? []}
            readOnly={virtual}
            onPoint={(point) => keepPoints(points.with(open, point))}
            onRemove={() => remove(open, shown)}
            onClose={() => setOpen(undefined)}
          />
        </div>
      ) : null}
      <div className={styles.bottom}>
        <ConfigPanel product={product} />
      </div>
    </div>
  );
};
