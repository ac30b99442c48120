/** Twelve dots; the secret itself is fetched while a hand holds them, and is in the page no longer than that. */
import { useEffect, useRef, useState } from 'react';
import { problems } from '../../i18n/en/problems';
import { useText } from '../../i18n/use-text';
import { asBenchError, type Problem } from '../../model/problem';
import { Mono } from '../../ui/text';
import styles from './held-secret.module.css';

const opens = new Set([' ', 'Enter']);

export const HeldSecret = ({
  label,
  hint,
  fetch,
}: {
  label: string;
  hint: string;
  /** `undefined` = there is none; why it rejects is told by the problem it carries. */
  fetch: () => Promise<string | undefined>;
}) => {
  const { of } = useText(problems);
  const [shown, setShown] = useState<{ secret: string } | { problem: Problem }>();
  /** Letting go before it has come must keep it from coming. */
  const holding = useRef(false);
  const hold = () => {
    if (holding.current) return;
    holding.current = true;
    void fetch()
      .then((secret) => ({ secret: secret ?? '—' }))
      .catch((fault: unknown) => ({ problem: asBenchError(fault).problem }))
      .then((found) => holding.current && setShown(found));
  };
  const letGo = () => {
    holding.current = false;
    setShown(undefined);
  };
  useEffect(() => {
    const hidden = () => {
      if (document.visibilityState !== 'hidden') return;
      holding.current = false;
      setShown(undefined);
    };
    document.addEventListener('visibilitychange', hidden);
    return () => {
      holding.current = false;
      document.removeEventListener('visibilitychange', hidden);
    };
  }, []);
  return (
    <button
      type="button"
      className={styles.held}
      aria-label={shown ? undefined : label}
      title={shown ? undefined : hint}
      onPointerDown={(event) => event.button === 0 && hold()}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!opens.has(event.key)) return;
        event.preventDefault();
        hold();
      }}
      onKeyUp={(event) => opens.has(event.key) && letGo()}
      onBlur={letGo}
    >
      <Mono>••••••••••••</Mono>
      {shown ? (
        <span className={styles.shown} data-glass="" role="status">
          {'secret' in shown ? <Mono strong>{shown.secret}</Mono> : of[shown.problem.code].title(shown.problem.details)}
        </span>
      ) : null}
    </button>
  );
};
