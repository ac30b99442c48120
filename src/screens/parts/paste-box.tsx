/** A text that somebody brings: looked at first, and nothing kept of it until then. */
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import styles from './paste-box.module.css';

export const PasteBox = ({
  label,
  hint,
  check,
  leave,
  onCheck,
  onLeave,
}: {
  label: string;
  hint: string;
  /** Words of the two buttons. */
  check: string;
  leave: string;
  onCheck: (text: string) => void;
  onLeave: () => void;
}) => {
  const [text, setText] = useState('');
  return (
    <form
      className={styles.paste}
      onSubmit={(event) => {
        event.preventDefault();
        onCheck(text);
      }}
    >
      <Field label={label} hint={hint}>
        {(control) => (
          <textarea
            {...control}
            // The person has just asked to paste: the next key is Ctrl+V.
            // biome-ignore lint/a11y/noAutofocus: see above
            autoFocus
            rows={8}
            value={text}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className={styles.buttons}>
        <Button type="submit" kind="primary" disabled={!text.trim()}>
          {check}
        </Button>
        <Button onClick={onLeave}>{leave}</Button>
      </div>
    </form>
  );
};
