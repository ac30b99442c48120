/** What in a sheet may mean that licenses were used, to be answered before those rows are taken. */
import { licenses } from '../../../i18n/en/licenses';
import { useText } from '../../../i18n/use-text';
import type { Answer, SheetQuestion } from '../../../protocols/license-sheet/sheet';
import { Button } from '../../../ui/button';
import { Segmented } from '../../../ui/segmented';
import { Evidence } from '../../../ui/text';
import styles from './import.module.css';
import { rowWords } from './import-exceptions';
import { bySheet } from './import-report';
import { CellMark } from './sheet-cells';

/** Nobody answers more than these one by one. */
const shown = 50;

export const SheetQuestions = ({
  questions,
  busy,
  onAnswer,
}: {
  questions: readonly SheetQuestion[];
  busy: boolean;
  onAnswer: (answers: Readonly<Record<string, Answer>>) => void;
}) => {
  const t = useText(licenses);
  const words = t.questions;
  const unanswered = questions.filter(({ answer }) => !answer);
  return (
    <section className={styles.questions} aria-label={words.title(questions.length)}>
      <h3>{words.title(questions.length)}</h3>
      <Evidence>{words.hint}</Evidence>
      <ul className={styles.exceptions}>
        {questions.slice(0, shown).map(({ id, why, subject, examples, places, answer }) => (
          <li key={id}>
            <CellMark kind="question" />
            <div className={styles.question}>
              <h4>
                {bySheet(places)
                  .map((rows) => rowWords(t.report, rows))
                  .join(' · ')}
              </h4>
              <Evidence>
                {words.why[why](subject)}
                {examples.length > 0 && examples[0] !== subject ? `${t.space}${words.saysThere(examples)}` : null}
              </Evidence>
              <Segmented<Answer | 'open'>
                label={words.label(words.why[why](subject))}
                value={answer ?? 'open'}
                choices={[
                  { value: 'used', label: words.used },
                  { value: 'free', label: words.free },
                ]}
                onChange={(chosen) => {
                  if (chosen !== 'open') onAnswer({ [id]: chosen });
                }}
              />
            </div>
          </li>
        ))}
      </ul>
      {questions.length > shown ? <Evidence>{words.more(questions.length - shown)}</Evidence> : null}
      {unanswered.length > 1 ? (
        <div className={styles.buttons}>
          <Button
            disabled={busy}
            onClick={() => onAnswer(Object.fromEntries(unanswered.map(({ id }) => [id, 'used' as const])))}
          >
            {words.allUsed}
          </Button>
        </div>
      ) : null}
    </section>
  );
};
