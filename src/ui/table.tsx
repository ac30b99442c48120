/**
 * Hairlines, no stripes. The rows are plain `tr` and `td`; `data-number` on a cell puts it right, `data-state` on a row
 * washes it, `aria-selected` presses it in, `data-virtual` hatches its left end.
 */
import type { ReactNode } from 'react';
import { cx } from './cx';
import styles from './table.module.css';

export const Table = ({
  label,
  dense,
  stacks,
  className,
  children,
}: {
  /** What the table holds, for screen readers. */
  label: string;
  dense?: boolean;
  /** Where there is no room for columns each row is a stack of its cells; which stand side by side the screen says. */
  stacks?: boolean;
  /** For the box that scrolls. */
  className?: string;
  children: ReactNode;
}) => (
  // A box that scrolls must be reachable by keyboard, hence the tab stop and its name.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
  <section className={cx(styles.box, className)} aria-label={label} tabIndex={0}>
    <table className={cx(styles.table, dense && styles.dense, stacks && styles.stacks)}>{children}</table>
  </section>
);
