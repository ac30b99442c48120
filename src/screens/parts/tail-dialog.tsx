/** Asks before a thing is done to one device that cannot be taken back: the last four characters of its name typed first. */
import { type ReactNode, useRef, useState } from 'react';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';

export interface TailWords {
  title: string;
  close: string;
  keep: string;
  do: string;
  /** Above the field, with all of the name but its tail. */
  label: string;
  hint?: string;
  wrong: string;
}

export const TailDialog = ({
  words,
  isRight,
  longest,
  busy = false,
  wide,
  onDo,
  onClose,
  children,
}: {
  words: TailWords;
  /** Whether what was typed is the tail; without one there is nothing to type, and it cannot be done. */
  isRight: ((typed: string) => boolean) | undefined;
  /** Characters the field takes. */
  longest: number;
  busy?: boolean;
  wide?: boolean | undefined;
  onDo: () => void;
  onClose: () => void;
  /** What will be done. */
  children: ReactNode;
}) => {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const right = isRight?.(typed) ?? false;
  const act = () => {
    setAsked(true);
    if (right && !busy) onDo();
    // It may be out of sight, under a long list of what will be done.
    if (!right) field.current?.querySelector('input')?.focus();
  };
  return (
    <Dialog
      open
      wide={wide ?? false}
      onClose={onClose}
      title={words.title}
      closeLabel={words.close}
      actions={
        <>
          <Button onClick={onClose}>{words.keep}</Button>
          {isRight ? (
            <Button kind="danger" disabled={busy} onClick={act}>
              {words.do}
            </Button>
          ) : null}
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act();
        }}
      >
        {children}
        {isRight ? (
          <div ref={field}>
            <TextField
              label={words.label}
              hint={words.hint}
              problem={asked && !right ? words.wrong : undefined}
              value={typed}
              maxLength={longest}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
            />
          </div>
        ) : null}
      </form>
    </Dialog>
  );
};
