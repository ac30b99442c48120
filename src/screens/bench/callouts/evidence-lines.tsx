/** What we know: timed lines, the bench's own facts and the board's words, newest last. */
import { useState } from 'react';
import { bench } from '../../../i18n/en/bench';
import { facts } from '../../../i18n/en/facts';
import { useFormats, useText } from '../../../i18n/use-text';
import type { Evidence as Line } from '../../../model/run';
import { TextButton } from '../../../ui/button';
import { StateGlyph } from '../../../ui/state-glyph';
import { Evidence, Mono } from '../../../ui/text';
import styles from './problem-callout.module.css';

const shownFirst = 4;

/** What went wrong was told by one line: the board's, or the last of the bench's own that stands at a failed station. */
export const decidingLine = (lines: readonly Line[]): Line | undefined =>
  lines.findLast(({ decides }) => decides) ??
  lines.findLast(({ state }) => state === 'failed' || state === 'doubtful' || state === 'yours');

/** The last few, and the one that decides among them in any case. */
export const linesAtFirst = (lines: readonly Line[]): readonly Line[] => {
  const last = lines.slice(-shownFirst);
  const deciding = decidingLine(lines);
  return deciding === undefined || last.includes(deciding) ? last : [deciding, ...lines.slice(1 - shownFirst)];
};

export const EvidenceLines = ({
  lines,
  twoPorts = false,
}: {
  lines: readonly Line[];
  /** Each line of the board says which of its ports it came out of. */
  twoPorts?: boolean;
}) => {
  const t = useText(bench).callout;
  const words = useText(facts);
  const format = useFormats();
  const [all, setAll] = useState(false);
  if (lines.length === 0) return <Evidence>{t.nothing}</Evidence>;
  const shown = all ? lines : linesAtFirst(lines);
  const deciding = decidingLine(lines);
  return (
    <>
      <ul className={styles.lines}>
        {shown.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may share a moment
          <li key={`${line.at} ${index}`} className={styles.line} data-decides={line === deciding ? '' : undefined}>
            <Mono pale>{format.moment(line.at)}</Mono>
            {line.decides ? (
              <StateGlyph state="failed" size={12} />
            ) : line.state ? (
              <StateGlyph state={line.state} size={12} />
            ) : (
              <span />
            )}
            {line.fact ? (
              <span className={styles.text}>{words.of[line.fact.code](line.fact.details)}</span>
            ) : (
              <Mono className={styles.text}>
                {twoPorts ? <Evidence className={styles.from}>{t.from[line.from ?? 'console']} </Evidence> : null}
                {line.text}
              </Mono>
            )}
          </li>
        ))}
      </ul>
      {lines.length > shownFirst ? (
        <TextButton onClick={() => setAll(!all)}>{all ? t.less : t.more(lines.length)}</TextButton>
      ) : null}
    </>
  );
};
