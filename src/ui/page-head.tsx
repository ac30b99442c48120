/** The head of a screen: what it is at the left, what can be done at the right; and the column it stands in. */
import type { ReactNode } from 'react';
import { cx } from './cx';
import styles from './page-head.module.css';
import { PageTitle } from './text';

export const Screen = ({ children }: { children: ReactNode }) => <div className={styles.screen}>{children}</div>;

export const PageHead = ({
  title,
  above,
  lead,
  beside,
  children,
}: {
  title: string;
  /** The way back. */
  above?: ReactNode;
  lead?: string;
  /** What the screen is narrowed to. */
  beside?: ReactNode;
  /** Buttons, the primary one last. */
  children?: ReactNode;
}) => (
  <header className={styles.head}>
    <div className={cx(styles.titles, lead !== undefined && styles.withLead)}>
      {above}
      <PageTitle>{title}</PageTitle>
      {lead === undefined ? null : <p className={styles.lead}>{lead}</p>}
    </div>
    {beside}
    {children ? <div className={styles.end}>{children}</div> : null}
  </header>
);
