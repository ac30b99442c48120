/** Before a device is let go, unbound or wiped: what that does, and the last four characters of its id typed first. */
import type { ReactNode } from 'react';
import { Engraved } from '../../../ui/text';
import { TailDialog, type TailWords } from '../../parts/tail-dialog';
import styles from './end-dialog.module.css';

const tailLength = 4;

export const DeviceTailDialog = ({
  deviceId,
  words: { label, what, does, ...words },
  above,
  children,
  ...rest
}: {
  deviceId: string;
  words: Omit<TailWords, 'label'> & { label: (head: string) => string; what: string; does: readonly string[] };
  busy?: boolean;
  onDo: () => void;
  onClose: () => void;
  /** Chosen before it is read what it does. */
  above?: ReactNode;
  children?: ReactNode;
}) => (
  <TailDialog
    {...rest}
    words={{ ...words, label: label(deviceId.slice(0, -tailLength)) }}
    isRight={(typed) => typed.trim() === deviceId.slice(-tailLength)}
    longest={8}
  >
    {above ? <div className={styles.how}>{above}</div> : null}
    <div>
      <Engraved>{what}</Engraved>
      <ul className={styles.does}>
        {does.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
    {children}
  </TailDialog>
);
