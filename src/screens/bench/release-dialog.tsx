/** Taking a bound board out of its cloud: asked for with the last four digits of its MAC. */
import { useState } from 'react';
import { bench } from '../../i18n/en/bench';
import { shell } from '../../i18n/en/shell';
import { useText } from '../../i18n/use-text';
import type { LaneView } from '../../model/run';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { Engraved } from '../../ui/text';
import styles from './release.module.css';

const digits = (text: string) => text.toUpperCase().replace(/[^0-9A-F]/g, '');

export const ReleaseDialog = ({
  lane,
  onRelease,
  onClose,
}: {
  lane: LaneView;
  onRelease: () => void;
  onClose: () => void;
}) => {
  const t = useText(bench).release;
  const { close } = useText(shell);
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const mac = lane.chip?.mac ?? '';
  const right = digits(typed) === digits(mac).slice(-4);
  const release = () => {
    setAsked(true);
    if (!right) return;
    onRelease();
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
          <Button onClick={onClose}>{t.keep}</Button>
          <Button kind="danger" onClick={release}>
            {t.release}
          </Button>
        </>
      }
    >
      <form
        className={styles.release}
        onSubmit={(event) => {
          event.preventDefault();
          release();
        }}
      >
        <p>{t.text}</p>
        <dl className={styles.beforeAfter}>
          <div>
            <Engraved>{t.now}</Engraved>
            {t.before}
          </div>
          <div>
            <Engraved>{t.later}</Engraved>
            {t.after}
          </div>
        </dl>
        <TextField
          label={t.label(`${mac.slice(0, -5)}··:··`)}
          problem={asked && !right ? t.wrong : undefined}
          value={typed}
          maxLength={5}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
    </Dialog>
  );
};
