/** What is not real has no colour: hatch, dashed edge and the word (look.md, "Tokens"). */
import type { ReactNode } from 'react';
import { cx } from './cx';
import styles from './virtual.module.css';

const DashedSquare = () => (
  <svg viewBox="0 0 11 11" fill="none" stroke="currentColor" strokeDasharray="2 1.5" aria-hidden="true">
    <rect x=".75" y=".75" width="9.5" height="9.5" rx="1.5" strokeWidth="1.3" />
  </svg>
);

/** `word` is "virtual" in the person's language; behind it, how far from life it is. */
export const VirtualTag = ({ word, children }: { word: string; children?: ReactNode }) => (
  <span className={styles.tag}>
    <DashedSquare />
    {word}
    {children}
  </span>
);

/** Down the left of a lane or card; its parent is positioned. */
export const HatchStrip = () => <span className={styles.strip} aria-hidden="true" />;

/** Class name for a chip or drop zone with hatched ground and dashed edge. */
export const hatched = cx(styles.ground);
