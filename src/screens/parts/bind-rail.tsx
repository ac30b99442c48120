/**
 * The binding rail: ten finer steps on glass, each with its time and what lit it; the one that is missing says why.
 * Reads a live board, a saved log and the record of a run alike.
 */
import { useState } from 'react';
import { bench } from '../../i18n/en/bench';
import { bind } from '../../i18n/en/bind';
import { problems } from '../../i18n/en/problems';
import { useFormats, useText } from '../../i18n/use-text';
import type { BindStepView, BindView } from '../../model/bind';
import { TextButton } from '../../ui/button';
import { Glass } from '../../ui/glass';
import { StateGlyph } from '../../ui/state-glyph';
import { Evidence, Mono, Spoken } from '../../ui/text';
import styles from './bind-rail.module.css';
import { useNarrow } from './use-narrow';

const isLit = ({ state }: BindStepView) => state === 'proven';

/** One fact under a step. */
const useFact = (view: BindView): ((step: BindStepView) => string | undefined) => {
  const t = useText(bind);
  const { of } = useText(problems);
  return (step) => {
    const { name, state, details = {}, witness, times } = step;
    if (view.fault?.step === name && (state === 'failed' || state === 'doubtful'))
      return of[view.fault.code].title(view.fault.details);
    if (state === 'left-out') return view.boundBefore ? t.boundBefore : t.notSeen;
    if (state === 'working') return times ? t.tries(times) : t.waiting;
    if (state !== 'proven') return undefined;
    const by = view.steps.find((each) => each.name === details.by);
    if (by) return t.by(by.name);
    const known = name === 'license' && view.uuid ? { uuid: view.uuid, ...details } : details;
    return t.fact(name, known, witness);
  };
};

const Step = ({ step, view, fact }: { step: BindStepView; view: BindView; fact: string | undefined }) => {
  const t = useText(bind);
  const { states, callout } = useText(bench);
  const format = useFormats();
  const { name, state, at, ms, text, from } = step;
  // Stamps of a whole second, and lines that came at once, tell no time between them.
  const shown = ms ? format.took(ms) : isLit(step) && at !== undefined ? format.time(at) : undefined;
  return (
    <li className={styles.step} data-state={state}>
      <span className={styles.name}>{t.name(name, view)}</span>
      <span className={styles.track}>
        <StateGlyph state={state} size={16} />
        <span className={styles.line} />
      </span>
      <span className={styles.pole} title={from && text ? `${callout.from[from]}: ${text}` : text}>
        <Spoken>{states[state]}</Spoken>
        {shown ? (
          <Mono className={styles.took} title={at === undefined ? undefined : format.moment(at)}>
            {shown}
          </Mono>
        ) : null}
        {fact ? <Evidence className={styles.fact}>{fact}</Evidence> : null}
      </span>
    </li>
  );
};

export const BindRail = ({ view }: { view: BindView }) => {
  const t = useText(bind);
  const factOf = useFact(view);
  const deaf = view.lines > 0 && !view.logKnown;
  const narrow = useNarrow();
  const [all, setAll] = useState(false);
  const failed = view.steps.findIndex(({ state }) => state === 'failed' || state === 'doubtful');
  // What was never reached stands in the way of what is to be done.
  const behind = failed < 0 ? 0 : view.steps.length - 1 - failed;
  const folded = narrow && !all && behind > 0;
  return (
    <Glass className={styles.glass}>
      <ol className={styles.rail} aria-label={t.label}>
        {(folded ? view.steps.slice(0, failed + 1) : view.steps).map((step) => (
          <Step key={step.name} step={step} view={view} fact={factOf(step)} />
        ))}
      </ol>
      {folded ? <TextButton onClick={() => setAll(true)}>{t.notReached(behind)}</TextButton> : null}
      {deaf ? <p className={styles.note}>{t.silent.unknown}</p> : null}
    </Glass>
  );
};
