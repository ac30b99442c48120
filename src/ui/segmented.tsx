/** One of a few, side by side. Radio buttons underneath, so that the arrow keys work as everywhere. */
import { type ReactNode, useId } from 'react';
import styles from './segmented.module.css';

export interface Choice<T extends string> {
  value: T;
  label: ReactNode;
}

export const Segmented = <T extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  /** Its name for screen readers. */
  label: string;
  value: T;
  choices: readonly Choice<T>[];
  onChange: (value: T) => void;
}) => {
  const name = useId();
  return (
    <div className={styles.segmented} role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.segment}>
          <input type="radio" name={name} checked={choice.value === value} onChange={() => onChange(choice.value)} />
          {choice.label}
        </label>
      ))}
    </div>
  );
};
