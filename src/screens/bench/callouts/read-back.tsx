/** Stored over intended, a cell per character, green as each is read back equal; the key stays dots (look.md, "Verify"). */
import { bench } from '../../../i18n/en/bench';
import { useText } from '../../../i18n/use-text';
import type { ReadBackView } from '../../../model/run';
import { cx } from '../../../ui/cx';
import { Glass } from '../../../ui/glass';
import { Engraved, Evidence, Mono, Spoken } from '../../../ui/text';
import styles from './read-back.module.css';

/** Length of an AuthKey (authorize-cli, section 2). */
const keyLength = 32;

/** 0-based place of the first character that differs; -1 when all are equal. */
export const firstDifference = (intended: string, stored: string): number => {
  const length = Math.max(intended.length, stored.length);
  return Array.from({ length }).findIndex((_, at) => intended[at] !== stored[at]);
};

const Cells = ({
  text,
  look,
  hidden,
}: {
  text: string;
  look: (at: number) => string | undefined;
  hidden?: boolean;
}) => (
  <span className={styles.cells} aria-hidden={hidden}>
    {[...text].map((character, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
      <span key={at} className={cx(styles.cell, look(at))}>
        {character}
      </span>
    ))}
  </span>
);

const verdict = (t: ReturnType<typeof useReadBackText>, view: ReadBackView): string => {
  const { storedUuid, intendedUuid, keyEqual } = view;
  if (storedUuid === undefined) return t.waiting;
  if (storedUuid === '') return t.nothing;
  const differs = firstDifference(intendedUuid, storedUuid);
  if (differs >= 0) return t.differs(differs + 1);
  return keyEqual?.includes(false) ? t.keyDiffers : t.equal;
};

const useReadBackText = () => useText(bench).verify;

export const ReadBack = ({ view }: { view: ReadBackView }) => {
  const t = useReadBackText();
  const { intendedUuid, storedUuid, keyEqual, round } = view;
  const differs = storedUuid ? firstDifference(intendedUuid, storedUuid) : -1;
  const look = (at: number) => {
    if (!storedUuid || (differs >= 0 && at > differs)) return undefined;
    return at === differs ? styles.different : styles.equal;
  };
  const keyLook = (at: number) => {
    const equal = keyEqual?.[at];
    return equal === undefined ? undefined : equal ? styles.equal : styles.different;
  };
  return (
    <Glass className={styles.glass}>
      <p className={styles.head}>
        <b>{t.title}</b>
        <Mono>{t.round(round)}</Mono>
        <Evidence>{verdict(t, view)}</Evidence>
      </p>
      <div className={styles.rows}>
        <Engraved>{t.stored}</Engraved>
        <span>
          <Spoken>{storedUuid}</Spoken>
          <Cells text={storedUuid || ' '.repeat(intendedUuid.length)} look={look} hidden />
        </span>
        <Engraved>{t.intended}</Engraved>
        <span>
          <Spoken>{intendedUuid}</Spoken>
          <Cells text={intendedUuid} look={() => undefined} hidden />
        </span>
        <Engraved>{t.key}</Engraved>
        <span className={styles.key}>
          <Cells text={'•'.repeat(keyEqual?.length ?? keyLength)} look={keyLook} hidden />
        </span>
      </div>
    </Glass>
  );
};
