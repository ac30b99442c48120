/** The browser's own dialog: it keeps the focus, closes on Escape and gives the focus back. */
import X from 'lucide-react/icons/x';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './button';
import { cx } from './cx';
import styles from './dialog.module.css';
import { PanelTitle } from './text';

export const Dialog = ({
  open,
  onClose,
  title,
  closeLabel,
  actions,
  wide,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  closeLabel: string;
  /** Buttons at the foot, the primary one last. */
  actions?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    if (open && element && !element.open) element.showModal();
    return () => {
      element?.close();
      // The browser gives the focus back only where the dialog is still in the page when it closes.
      if (open && document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
    };
  }, [open]);
  if (!open) return null;
  return (
    // A click on the backdrop lands on the dialog itself; Escape does the same by keyboard.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <dialog
      ref={dialog}
      className={cx(styles.dialog, wide && styles.wide)}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <header className={styles.head}>
        <div id={id}>
          <PanelTitle>{title}</PanelTitle>
        </div>
        <IconButton label={closeLabel} size="small" onClick={onClose}>
          <X size={16} strokeWidth={1.75} />
        </IconButton>
      </header>
      <div className={styles.body}>{children}</div>
      {actions ? <footer className={styles.actions}>{actions}</footer> : null}
    </dialog>
  );
};
