/** What is measured sits on glass, dark in both themes. */
import type { ReactNode } from 'react';
import { cx } from './cx';
import styles from './glass.module.css';

export const Glass = ({ className, children }: { className?: string; children: ReactNode }) => (
  <div data-glass="" className={cx(styles.glass, className)}>
    {children}
  </div>
);
