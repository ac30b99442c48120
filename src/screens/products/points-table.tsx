/** The data points of a product; a wrong one says so in its own row. */
import ArrowLeft from 'lucide-react/icons/arrow-left';
import ArrowLeftRight from 'lucide-react/icons/arrow-left-right';
import ArrowRight from 'lucide-react/icons/arrow-right';
import Plus from 'lucide-react/icons/plus';
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import type { DataPoint, DpMode } from '../../model/data-point';
import { type DpFault, refuses } from '../../model/product-rules';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { StateGlyph } from '../../ui/state-glyph';
import { Table } from '../../ui/table';
import { Tag } from '../../ui/tag';
import { Mono } from '../../ui/text';
import styles from './products.module.css';
import { TypeIcon } from './type-icon';

const columns = ['id', 'name', 'code', 'way', 'type', 'bounds'] as const;

const arrows: Readonly<Record<DpMode, typeof ArrowLeft>> = { rw: ArrowLeftRight, ro: ArrowLeft, wr: ArrowRight };

const Row = ({
  point,
  faults,
  open,
  onOpen,
}: {
  point: DataPoint;
  faults: readonly DpFault[];
  open: boolean;
  onOpen: () => void;
}) => {
  const t = useText(products);
  const Arrow = arrows[point.mode];
  const name = point.name || point.code || t.unnamed;
  const fault = faults.find(refuses);
  return (
    // A click anywhere in the row lands here, that of the button in it too; the button is for the keyboard.
    <tr className={styles.row} aria-selected={open} onClick={onOpen}>
      <td data-number="">
        <Mono>{Number.isNaN(point.id) ? '–' : point.id}</Mono>
      </td>
      <td className={styles.pointName}>
        <button type="button" className={styles.opener} aria-label={t.openPoint(name)} aria-expanded={open}>
          {name}
        </button>
      </td>
      <td className={styles.code}>
        <Mono>{point.code}</Mono>
      </td>
      <td>
        <span className={styles.type}>
          <Arrow size={15} strokeWidth={1.75} aria-hidden="true" />
          {t.ways[point.mode]}
        </span>
      </td>
      <td>
        <span className={styles.type}>
          <TypeIcon type={point.type} />
          {point.type}
        </span>
      </td>
      <td className={styles.bounds} data-wrong={fault ? '' : undefined}>
        {fault ? (
          <>
            <StateGlyph state="failed" size={12} />
            {t.faults[fault.code](fault.facts).what}
          </>
        ) : (
          t.bounds(point)
        )}
      </td>
    </tr>
  );
};

export const PointsTable = ({
  points,
  faults,
  open,
  onOpen,
  onAdd,
}: {
  points: readonly DataPoint[];
  faults: readonly (readonly DpFault[])[];
  /** Place of the one in the editor. */
  open: number | undefined;
  onOpen: (index: number) => void;
  /** Missing for a product that is not ours to change. */
  onAdd: (() => void) | undefined;
}) => {
  const t = useText(products);
  const refused = faults.filter((found) => found.some(refuses)).length;
  return (
    <Panel
      flush
      title={
        <span className={styles.name}>
          {t.points}
          {refused > 0 ? <Tag state="failed">{t.refused(refused)}</Tag> : null}
        </span>
      }
      aside={
        onAdd ? (
          <Button icon={<Plus size={15} strokeWidth={1.75} aria-hidden="true" />} onClick={onAdd}>
            {t.addPoint}
          </Button>
        ) : undefined
      }
    >
      {points.length === 0 ? (
        <p className={styles.noPoints}>{t.noPoints}</p>
      ) : (
        <Table stacks label={t.table} className={styles.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" data-number={column === 'id' ? '' : undefined}>
                  {t.columns[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map((point, index) => (
              <Row
                // Ids and codes are being typed: the place is all that stays.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                key={index}
                point={point}
                faults={faults[index] ?? []}
                open={index === open}
                onOpen={() => onOpen(index)}
              />
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
};
