/** For the two strings of one license, a mail, or a whole sheet as text. */
import { useState } from 'react';
import { licenses } from '../../i18n/en/licenses';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import styles from './import.module.css';

export const PasteBox = ({ onCheck, onLeave }: { onCheck: (text: string) => void; onLeave: () => void }) => {
  const t = useText(licenses);
  const [text, setText] = useState('');
  return (
    <form
      className={styles.paste}
      onSubmit={(event) => {
        event.preventDefault();
        onCheck(text);
      }}
    >
      <Field label={t.pasteLabel} hint={t.pasteHint}>
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
          {t.pasteCheck}
        </Button>
        <Button onClick={onLeave}>{t.report.cancel}</Button>
      </div>
    </form>
  );
};
