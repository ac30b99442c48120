/** A word in a small box; with a state it carries that state's glyph and wash. */
import type { ReactNode } from 'react';
import type { StationState } from '../model/run';
import { cx } from './cx';
import { StateGlyph } from './state-glyph';
import styles from './tag.module.css';

export const Tag = ({ state, children }: { state?: StationState; children: ReactNode }) => (
  <span className={cx(styles.tag, state && styles[state])}>
    {state ? <StateGlyph state={state} size={12} /> : null}
    {children}
  </span>
);
