/** The field itself: Up and Down through what was sent, and under it what is wrong with the hex in it, at its place. */
import { type KeyboardEvent, useId, useState } from 'react';
import { console } from '../../../i18n/en/console';
import { useText } from '../../../i18n/use-text';
import { BareInput } from '../../../ui/field';
import { Mono } from '../../../ui/text';
import styles from './send-line.module.css';
import { recall } from './sent-history';

export const SendInput = ({
  hex,
  typed,
  history,
  fault,
  said,
  label,
  placeholder,
  hint,
  onTyped,
}: {
  hex: boolean;
  typed: string;
  history: readonly string[];
  /** What of `typed` is no hex. */
  fault: { at: number; length: number } | undefined;
  /** Of the bytes in the field: how many, or what is wrong. */
  said: string | undefined;
  label: string;
  placeholder: string;
  /** For screen readers; everybody else finds it below. */
  hint: string;
  onTyped: (typed: string) => void;
}) => {
  const t = useText(console);
  const id = useId();
  const [back, setBack] = useState(0);
  const walk = (event: KeyboardEvent, steps: number) => {
    event.preventDefault();
    const next = Math.min(Math.max(0, back + steps), history.length);
    setBack(next);
    onTyped(recall(history, next));
  };
  return (
    <div className={styles.field}>
      {hex ? null : <Mono className={styles.prompt}>{t.prompt}</Mono>}
      <BareInput
        className={hex ? styles.bytes : styles.input}
        aria-label={label}
        aria-describedby={id}
        aria-invalid={fault ? true : undefined}
        placeholder={placeholder}
        value={typed}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => {
          setBack(0);
          onTyped(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') setBack(0);
          if (event.key === 'ArrowUp') walk(event, 1);
          if (event.key === 'ArrowDown') walk(event, -1);
        }}
      />
      <p id={id} className={styles.said} data-wrong={fault ? '' : undefined} aria-live="polite">
        {fault ? (
          <Mono className={styles.place} aria-hidden="true">
            {typed.slice(Math.max(0, fault.at - 12), fault.at)}
            <mark>{typed.slice(fault.at, fault.at + fault.length) || ' '}</mark>
            {typed.slice(fault.at + fault.length, fault.at + fault.length + 8)}
          </Mono>
        ) : null}
        {said ?? <span className={styles.unseen}>{hint}</span>}
      </p>
    </div>
  );
};
