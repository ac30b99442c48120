/** Trouble that belongs to no lane: a console that would not open, storage that failed. */
import { bench } from '../../i18n/en/bench';
import { problems } from '../../i18n/en/problems';
import { useText } from '../../i18n/use-text';
import type { Problem } from '../../model/problem';
import { Button } from '../../ui/button';
import { StateGlyph } from '../../ui/state-glyph';
import { Mono } from '../../ui/text';
import { useBench } from './bench-context';
import styles from './bench-trouble.module.css';
import { errorId } from './lane-words';

export const BenchTrouble = ({ problem }: { problem: Problem }) => {
  const t = useText(bench);
  const words = useText(problems);
  const { view } = useBench();
  const { title, what } = words.of[problem.code];
  return (
    <div className={styles.trouble} role="alert">
      <StateGlyph state="failed" />
      <strong>{title(problem.details)}</strong>
      <span>{what(problem.details)}</span>
      <Mono>{errorId(problem.code)}</Mono>
      <Button size="small" onClick={() => view.setState({ trouble: undefined })}>
        {t.trouble.dismiss}
      </Button>
    </div>
  );
};
