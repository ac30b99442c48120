/** A screen that holds nothing yet: what will be here and how it comes here, beside the real thing unlit. */
import type { ReactNode } from 'react';
import styles from './empty.module.css';
import { Panel } from './panel';

export const Empty = ({
  title,
  figure,
  children,
}: {
  title: string;
  /** The real thing, unlit: a `figure`. */
  figure: ReactNode;
  children: ReactNode;
}) => (
  <Panel>
    <div className={styles.empty}>
      <div className={styles.words}>
        <h2>{title}</h2>
        {children}
      </div>
      {figure}
    </div>
  </Panel>
);
