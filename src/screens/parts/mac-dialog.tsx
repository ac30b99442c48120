/** Before what nobody can take back is done to a board: what is so now and will be later, and the end of its MAC, or of what else it has. */
import type { ReactNode } from 'react';
import { shell } from '../../i18n/en/shell';
import { useText } from '../../i18n/use-text';
import { Engraved } from '../../ui/text';
import styles from './mac-dialog.module.css';
import { TailDialog, type TailWords } from './tail-dialog';
import { headOf, isTail, type Tail } from './tail-of';

export interface MacDialogWords extends Omit<TailWords, 'label' | 'close'> {
  label: (mac: string) => string;
  text: string;
  now: string;
  before: ReactNode;
  later: string;
  after: ReactNode;
}

export const MacDialog = ({
  tail,
  words: { label, wrong, hint, text, now, before, later, after, ...words },
  wide,
  onDo,
  onClose,
  children,
}: {
  /** Missing where nobody knows any name of the board: then it cannot be done, and is said why. */
  tail: Tail | undefined;
  words: MacDialogWords;
  wide?: boolean;
  onDo: () => void;
  onClose: () => void;
  /** What is chosen first. */
  children?: ReactNode;
}) => {
  const { close, tails } = useText(shell);
  const isMac = tail?.kind === 'mac';
  return (
    <TailDialog
      words={{
        ...words,
        close,
        label: tail ? (tail.kind === 'mac' ? label : tails[tail.kind])(headOf(tail)) : '',
        wrong: isMac ? wrong : tails.wrong,
        hint: isMac ? hint : undefined,
      }}
      isRight={tail && ((typed) => isTail(tail, typed))}
      wide={wide}
      longest={isMac ? 5 : 8}
      onDo={() => {
        onDo();
        onClose();
      }}
      onClose={onClose}
    >
      <p>{text}</p>
      {tail ? null : <p>{tails.none}</p>}
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
