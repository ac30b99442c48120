/** Before what nobody can take back is done to a board: what is so now and will be later, and four digits of its MAC. */
import type { ReactNode } from 'react';
import { shell } from '../../i18n/en/shell';
import { useText } from '../../i18n/use-text';
import type { Mac } from '../../model/chip';
import { Engraved } from '../../ui/text';
import styles from './mac-dialog.module.css';
import { TailDialog, type TailWords } from './tail-dialog';

export interface MacDialogWords extends Omit<TailWords, 'label' | 'close'> {
  label: (mac: string) => string;
  text: string;
  now: string;
  before: ReactNode;
  later: string;
  after: ReactNode;
}

const digits = (text: string) => text.toUpperCase().replace(/[^0-9A-F]/g, '');

export const MacDialog = ({
  mac,
  words: { label, text, now, before, later, after, ...words },
  onDo,
  onClose,
  children,
}: {
  mac: Mac;
  words: MacDialogWords;
  onDo: () => void;
  onClose: () => void;
  /** What is chosen first. */
  children?: ReactNode;
}) => {
  const { close } = useText(shell);
  return (
    <TailDialog
      words={{ ...words, close, label: label(`${mac.slice(0, -5)}__:__`) }}
      isRight={(typed) => digits(typed) !== '' && digits(typed) === digits(mac).slice(-4)}
      longest={5}
      onDo={() => {
        onDo();
        onClose();
      }}
      onClose={onClose}
    >
      <p>{text}</p>
      {children}
      <div className={styles.beforeAfter}>
        <div>
          <Engraved>{now}</Engraved>
          {before}
        </div>
        <span aria-hidden="true">→</span>
        <div>
          <Engraved>{later}</Engraved>
          {after}
        </div>
      </div>
    </TailDialog>
  );
};
