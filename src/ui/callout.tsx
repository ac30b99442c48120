/** Opens in place, at the state it belongs to: what happened (washed), what we know, do this. */
import type { CSSProperties, ReactNode } from 'react';
import styles from './callout.module.css';
import { cx } from './cx';
import { Engraved } from './text';

type CalloutState = 'working' | 'yours' | 'doubtful' | 'failed';

export const Callout = ({
  state,
  columns,
  className,
  children,
}: {
  state: CalloutState;
  /** `grid-template-columns` when the three cells are not the usual ones; wide screens only. */
  columns?: string;
  className?: string;
  children: ReactNode;
}) => (
  <div
    className={cx(styles.callout, styles[state], className)}
    style={columns ? ({ '--columns': columns } as CSSProperties) : undefined}
  >
    {children}
  </div>
);

export const CalloutCell = ({
  caption,
  title,
  washed,
  className,
  children,
}: {
  caption?: string;
  title?: ReactNode;
  washed?: boolean;
  className?: string;
  children?: ReactNode;
}) => (
  <div className={cx(styles.cell, washed && styles.washed, className)}>
    {caption ? <Engraved>{caption}</Engraved> : null}
    {title ? <h3 className={styles.title}>{title}</h3> : null}
    {children}
  </div>
);
