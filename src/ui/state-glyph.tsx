/** The state glyphs of look.md, drawn on 18 × 18: the shape tells without the colour. */
import type { ReactNode } from 'react';
import type { StationState } from '../model/run';
import styles from './state-glyph.module.css';

/** `free` and `open` are for ports; the rest are the states of a station. */
export type GlyphState = StationState | 'free' | 'open';

const thin = { fill: 'none', strokeWidth: 1.6 } as const;
const mark = { fill: 'none', strokeWidth: 2.1, strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

const shapes: Readonly<Record<GlyphState, ReactNode>> = {
  ahead: <circle cx="9" cy="9" r="4.6" {...thin} fill="var(--under, var(--panel))" stroke="var(--edge)" />,
  free: <circle cx="9" cy="9" r="5" {...thin} stroke="var(--edge)" />,
  open: <circle cx="9" cy="9" r="5.4" fill="var(--ink-2)" />,
  'left-out': (
    <>
      <circle cx="9" cy="9" r="5" {...thin} fill="var(--under, var(--panel))" stroke="var(--edge)" />
      <path d="M5.6 12.4 12.4 5.6" {...thin} stroke="var(--edge)" />
    </>
  ),
  proven: (
    <>
      <circle cx="9" cy="9" r="8" fill="var(--proven)" />
      <path d="m5.4 9.3 2.5 2.5 4.8-5.2" {...mark} stroke="var(--panel)" />
    </>
  ),
  working: (
    <>
      <circle cx="9" cy="9" r="7.1" fill="var(--under, var(--panel))" stroke="var(--working)" strokeWidth="2" />
      <circle className={styles.breathing} cx="9" cy="9" r="3.2" fill="var(--working)" />
    </>
  ),
  yours: (
    <>
      <circle cx="9" cy="9" r="7.6" fill="var(--yours-fill)" stroke="var(--yours)" strokeWidth="1" />
      <path d="M9 4.8v4.9M9 13v.1" {...mark} stroke="#141816" />
    </>
  ),
  doubtful: (
    <>
      <path d="M9 .2 17.8 9 9 17.8.2 9Z" fill="var(--doubtful)" strokeLinejoin="round" />
      <path
        d="M7.1 7.2c0-1.1.8-1.8 1.9-1.8s1.9.7 1.9 1.7c0 1.3-1.9 1.4-1.9 2.8M9 12.6v.1"
        {...mark}
        strokeWidth="1.7"
        stroke="var(--panel)"
      />
    </>
  ),
  failed: (
    <>
      <rect x="1.2" y="1.2" width="15.6" height="15.6" rx="2.6" fill="var(--failed)" />
      <path d="m6 6 6 6m0-6-6 6" {...mark} stroke="var(--panel)" />
    </>
  ),
};

/** With a label it is read aloud; without one it stands beside its word. */
export const StateGlyph = ({
  state,
  size = 18,
  label,
  className,
}: {
  state: GlyphState;
  size?: number;
  label?: string;
  className?: string;
}) => (
  <svg
    className={className ? `${styles.glyph} ${className}` : styles.glyph}
    width={size}
    height={size}
    viewBox="0 0 18 18"
    data-state={state}
    role={label ? 'img' : undefined}
    aria-label={label}
    aria-hidden={label ? undefined : true}
  >
    {shapes[state]}
  </svg>
);
