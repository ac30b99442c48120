/** What a button opens below itself; it closes when one clicks elsewhere. */
import type { ReactNode, Ref } from 'react';
import styles from './menu.module.css';

export const Menu = ({
  id,
  ref,
  children,
}: {
  /** The `popoverTarget` of the button. */
  id: string;
  ref: Ref<HTMLDivElement>;
  children: ReactNode;
}) => (
  <div ref={ref} id={id} popover="auto" className={styles.menu}>
    {children}
  </div>
);
