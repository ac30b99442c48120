/** Twelve dots; the secret itself is fetched while a hand holds them, and is in the page no longer than that. */
import { useEffect, useRef, useState } from 'react';
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
  /** Its rejection's reason is not shown; `undefined` = there is none. */
  fetch: () => Promise<string | undefined>;
}) => {
  const [shown, setShown] = useState<string>();
  /** Letting go before it has come must keep it from coming. */
  const holding = useRef(false);
  const hold = () => {
    if (holding.current) return;
    holding.current = true;
    void fetch()
      .catch(() => undefined)
      .then((secret) => holding.current && setShown(secret ?? '—'));
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
      aria-label={shown === undefined ? label : undefined}
      title={shown === undefined ? hint : undefined}
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
      {shown === undefined ? null : (
        <span className={styles.shown} data-glass="" role="status">
          <Mono strong>{shown}</Mono>
        </span>
      )}
    </button>
  );
};
