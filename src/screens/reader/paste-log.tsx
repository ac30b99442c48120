/** A log that lies in the clipboard. */
import { useState } from 'react';
import { bind } from '../../i18n/en/bind';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import styles from './reader.module.css';

export const PasteLog = ({ onRead }: { onRead: (text: string) => void }) => {
  const t = useText(bind).reader;
  const [text, setText] = useState('');
  return (
    <form
      className={styles.paste}
      onSubmit={(event) => {
        event.preventDefault();
        onRead(text);
      }}
    >
      <Field label={t.paste} hint={t.pasteHint}>
        {(control) => (
          <textarea
            {...control}
            className={styles.field}
            rows={5}
            spellCheck={false}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <Button type="submit" disabled={text.trim() === ''}>
        {t.read}
      </Button>
    </form>
  );
};
