/** Twelve dots; the AuthKey itself is fetched while a hand holds them, and is in the page no longer than that. */
import { useEffect, useRef, useState } from 'react';
import { licenses } from '../../i18n/en/licenses';
import { problems } from '../../i18n/en/problems';
import { useText } from '../../i18n/use-text';
import { asBenchError, type Problem } from '../../model/problem';
import { benchDatabase } from '../../records/database';
import { openLicense } from '../../records/license-questions';
import { Mono } from '../../ui/text';
import styles from './ledger.module.css';

const opens = new Set([' ', 'Enter']);

export const HeldKey = ({ uuid, label }: { uuid: string; label: string }) => {
  const t = useText(licenses);
  const of = useText(problems).of;
  const [shown, setShown] = useState<{ key: string } | { problem: Problem }>();
  /** Letting go before the key has come must keep it from coming. */
  const holding = useRef(false);
  const hold = () => {
    if (holding.current) return;
    holding.current = true;
    openLicense(benchDatabase(), uuid)
      .then(({ authKey }) => ({ key: authKey }))
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
      className={styles.key}
      aria-label={shown && 'key' in shown ? undefined : t.holdKey(label)}
      title={shown ? undefined : t.holdHint}
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
        <span className={styles.shownKey} data-glass="" role="status">
          {'key' in shown ? <Mono strong>{shown.key}</Mono> : of[shown.problem.code].title(shown.problem.details)}
        </span>
      ) : null}
    </button>
  );
};
