/** Fields that keep what is being typed, also while it is not yet a number or a list. */
import { type ReactNode, useState } from 'react';
import { Field, TextField } from '../../ui/field';
import { numberIn, wordsIn } from './points';
import styles from './products.module.css';

interface Around {
  label: ReactNode;
  hint?: ReactNode;
  problem?: ReactNode;
  /** Where the problem is told elsewhere. */
  'aria-invalid'?: true;
  'aria-describedby'?: string;
}

const numberText = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '' : String(value);

/** The text as it was typed, as long as it means what is stored; a fix from outside replaces it. */
const useTyped = <Value,>(
  value: Value,
  read: (text: string) => Value,
  write: (value: Value) => string,
  same: (a: Value, b: Value) => boolean,
) => {
  const [typed, setTyped] = useState(() => write(value));
  return [same(read(typed), value) ? typed : write(value), setTyped] as const;
};

export const NumberField = ({
  value,
  onValue,
  ...rest
}: Around & { value: number | undefined; onValue: (value: number | undefined) => void }) => {
  const [text, setText] = useTyped(value, numberIn, numberText, Object.is);
  return (
    <TextField
      {...rest}
      inputMode="numeric"
      autoComplete="off"
      className={styles.monoInput}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        onValue(numberIn(target.value));
      }}
    />
  );
};

const sameWords = (a: readonly string[], b: readonly string[]) => a.join('\n') === b.join('\n');

export const WordsField = ({
  words,
  onWords,
  ...rest
}: Around & { words: readonly string[]; onWords: (words: readonly string[]) => void }) => {
  const [text, setText] = useTyped(words, wordsIn, (list) => list.join('\n'), sameWords);
  return (
    <Field {...rest}>
      {(control) => (
        <textarea
          {...control}
          className={styles.lines}
          rows={Math.min(Math.max(words.length + 1, 3), 12)}
          spellCheck={false}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            onWords(wordsIn(target.value));
          }}
        />
      )}
    </Field>
  );
};
