/** One row of cells, to scale; what the cells mean stands below all rows. */
import { flashTools } from '../../../i18n/en/flash-tools';
import { useText } from '../../../i18n/use-text';
import { cx } from '../../../ui/cx';
import { Engraved } from '../../../ui/text';
import glass from '../lane/flash-glass.module.css';
import styles from './flash-map.module.css';
import { type LookCell, runsOf } from './look-cells';

const looks: Readonly<Record<LookCell, string | undefined>> = {
  boots: glass.same,
  program: styles.program,
  stored: glass.kept,
  data: styles.data,
  blank: glass.untouched,
  erased: glass.erased,
  'to-write': glass.toWrite,
  'to-erase': glass.toErase,
  kept: glass.kept,
  untouched: glass.untouched,
};

export const FlashMap = ({
  caption,
  label,
  cells,
}: {
  caption?: string;
  label: string;
  cells: readonly LookCell[];
}) => (
  <div className={styles.row}>
    {caption ? <Engraved>{caption}</Engraved> : null}
    <div className={glass.map} role="img" aria-label={label} data-dense={cells.length > 128 ? '' : undefined}>
      {runsOf(cells).map(({ cell, count, at }) => (
        <span key={at} className={cx(glass.cell, looks[cell])} style={{ flexGrow: count }} />
      ))}
    </div>
  </div>
);

export const MapLegend = ({ cells }: { cells: readonly LookCell[] }) => {
  const t = useText(flashTools).look.cells;
  return (
    <ul className={styles.legend}>
      {[...new Set(cells)].map((cell) => (
        <li key={cell}>
          <span className={cx(glass.swatch, looks[cell])} />
          {t[cell]}
        </li>
      ))}
    </ul>
  );
};
