/** Paper: hairline, 7 px, no shadow. */
import { type ReactNode, useId } from 'react';
import { cx } from './cx';
import styles from './panel.module.css';
import { PanelTitle } from './text';

export const Panel = ({
  title,
  icon,
  aside,
  flush,
  className,
  children,
}: {
  /** Without a title it has no head. */
  title?: ReactNode;
  icon?: ReactNode;
  /** At the right end of the head. */
  aside?: ReactNode;
  /** The content brings its own padding, as tables do. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}) => {
  const id = useId();
  return (
    <section className={cx(styles.panel, className)} aria-labelledby={title ? id : undefined}>
      {title ? (
        <header className={styles.head}>
          {icon}
          <div id={id}>
            <PanelTitle>{title}</PanelTitle>
          </div>
          {aside ? <div className={styles.aside}>{aside}</div> : null}
        </header>
      ) : null}
      {flush ? children : <div className={styles.body}>{children}</div>}
    </section>
  );
};
