/** The roles of type (look.md, "Type"). Mono is for what was measured or told by a machine. */
import type { ReactNode } from 'react';
import { cx } from './cx';
import styles from './text.module.css';

interface Words {
  children: ReactNode;
  className?: string;
  title?: string;
}

export const PageTitle = ({ children, className }: Words) => <h1 className={cx(styles.page, className)}>{children}</h1>;

export const PanelTitle = ({ children, className }: Words) => (
  <h2 className={cx(styles.panel, className)}>{children}</h2>
);

export const Evidence = ({ children, className, title }: Words) => (
  <span className={cx(styles.evidence, className)} title={title}>
    {children}
  </span>
);

/** The caption of a field, a column or a cell. */
export const Engraved = ({ children, className, title }: Words) => (
  <span className={cx(styles.engraved, className)} title={title}>
    {children}
  </span>
);

/** `strong` for what was measured, `pale` for what stands around it. */
export const Mono = ({ children, className, title, strong, pale }: Words & { strong?: boolean; pale?: boolean }) => (
  <span
    className={cx(styles.mono, strong && styles.strong, pale && styles.second, className)}
    title={title}
    translate="no"
  >
    {children}
  </span>
);

/** The big number of an instrument, with its unit small and pale. */
export const Reading = ({ children, unit, className }: Words & { unit?: string }) => (
  <span className={cx(styles.reading, className)}>
    {children}
    {unit ? <span className={cx(styles.unit, styles.pale)}> {unit}</span> : null}
  </span>
);

/** Read by screen readers only. */
export const Spoken = ({ children }: { children: ReactNode }) => <span className={styles.hidden}>{children}</span>;

/** An identity with both ends dark: what people compare (look.md, "Ledger rows"). */
export const BothEnds = ({ value, className }: { value: string; className?: string }) => (
  <Mono className={className} title={value}>
    {value.length > 10 ? (
      <>
        <span className={styles.strong}>{value.slice(0, 4)}</span>
        <span className={styles.pale}>{value.slice(4, -4)}</span>
        <span className={styles.strong}>{value.slice(-4)}</span>
      </>
    ) : (
      value
    )}
  </Mono>
);

/** A secret that is not in the page: always twelve dots. */
export const Dots = ({ label }: { label: string }) => (
  <span className={styles.mono} role="img" aria-label={label}>
    ••••••••••••
  </span>
);
