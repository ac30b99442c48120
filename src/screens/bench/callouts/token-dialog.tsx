/** A pairing token that somebody made elsewhere: for a bench without a cloud of its own. */
import { useState } from 'react';
import { bench } from '../../../i18n/en/bench';
import { shell } from '../../../i18n/en/shell';
import { useText } from '../../../i18n/use-text';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { TextField } from '../../../ui/field';

/** Region, token and secret in one (openapi, section 7). */
const isToken = (text: string): boolean => /^[\x21-\x7e]{14}$/.test(text);

export const TokenDialog = ({ onToken, onClose }: { onToken: (token: string) => void; onClose: () => void }) => {
  const t = useText(bench).token;
  const { close } = useText(shell);
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const token = typed.trim();
  const use = () => {
    setAsked(true);
    if (!isToken(token)) return;
    onToken(token);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.title}
      closeLabel={close}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button kind="primary" onClick={use}>
            {t.pair}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          use();
        }}
      >
        <p>{t.text}</p>
        <TextField
          label={t.label}
          hint={t.hint}
          problem={asked && !isToken(token) ? t.wrong : undefined}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
    </Dialog>
  );
};
