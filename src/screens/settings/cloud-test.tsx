/** The one credential at every data centre: each answer in plain words, and what to click. */
import RefreshCw from 'lucide-react/icons/refresh-cw';
import { useState } from 'react';
import { cloud } from '../../i18n/en/cloud';
import { useFormats, useText } from '../../i18n/use-text';
import type { DataCentreId, ProbeAnswer, RelayStatus } from '../../model/cloud';
import { asBenchError, type Problem } from '../../model/problem';
import { Button, TextButton } from '../../ui/button';
import { StateGlyph } from '../../ui/state-glyph';
import { Evidence, Mono } from '../../ui/text';
import { useCloud } from '../parts/cloud-context';
import { CloudRefusal, useRefusalWords } from '../parts/cloud-refusal';
import { latency } from '../parts/latency';
import styles from './cloud.module.css';
import { glyphOf, inOrder, type ProbeReading, readingOf, verdictOf } from './probe-reading';

const notLinked = 1106;
const switchedOff = 28841107;

const hostOf = (url: string): string => url.replace('https://', '');

/** Elsewhere a refusal needs no more than a word, unless there is something to switch on. */
const useProbeWords = () => {
  const t = useText(cloud);
  const refusal = useRefusalWords();
  return (answer: ProbeAnswer, reading: ProbeReading): { what: string; click?: string } => {
    if (answer.outcome === 'unreachable') return { what: t.unreachable };
    if (answer.outcome === 'welcome') return { what: reading === 'here' ? t.welcome : t.welcomeElsewhere };
    const words = refusal({ kind: 'refused', code: answer.code, msg: answer.msg }, answer.offsetMs);
    if (reading !== 'fine' || answer.code === switchedOff) return words;
    return { what: answer.code === notLinked ? t.otherPlace : words.what };
  };
};

const Answer = ({
  answer,
  inUse,
  onUse,
}: {
  answer: ProbeAnswer;
  inUse: DataCentreId | undefined;
  onUse: ((to: DataCentreId) => void) | undefined;
}) => {
  const t = useText(cloud);
  const f = useFormats();
  const reading = readingOf(answer, inUse);
  const words = useProbeWords()(answer, reading);
  return (
    <li data-reading={reading}>
      <StateGlyph state={glyphOf[reading]} size={16} />
      <span className={styles.centre}>
        <b>{t.centres[answer.dataCentre]}</b>
        <Mono pale>{hostOf(answer.url)}</Mono>
      </span>
      <span className={styles.says}>
        <span>{words.what}</span>
        {words.click ? <Evidence>{words.click}</Evidence> : null}
        {answer.outcome === 'unreachable' ? <Mono pale>{answer.reason}</Mono> : null}
        {reading === 'welcome' && onUse ? (
          <TextButton onClick={() => onUse(answer.dataCentre)}>{t.useThis}</TextButton>
        ) : null}
      </span>
      <Mono pale className={styles.number}>
        {answer.outcome === 'refused' ? answer.code : ''}
      </Mono>
      <Mono className={styles.number}>{answer.outcome === 'unreachable' ? '–' : latency(answer.latencyMs, f)}</Mono>
    </li>
  );
};

const Verdict = ({ answers, inUse }: { answers: readonly ProbeAnswer[]; inUse: DataCentreId | undefined }) => {
  const t = useText(cloud);
  const verdict = verdictOf(answers, inUse);
  if (verdict.kind === 'move') return <p className={styles.note}>{t.somewhereElse(t.centres[verdict.to])}</p>;
  if (verdict.kind === 'nowhere') return <p className={styles.note}>{t.nowhere}</p>;
  return (
    <p className={styles.note}>
      <b>{t.nothingToDoTitle}</b> {t.nothingToDo(inUse ? t.centres[inUse] : '')}
    </p>
  );
};

export const CloudTest = ({ status }: { status: RelayStatus }) => {
  const t = useText(cloud);
  const f = useFormats();
  const { desk } = useCloud();
  const [answers, setAnswers] = useState<{ at: number; rows: readonly ProbeAnswer[] }>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const test = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      setAnswers({ rows: await desk.probe(), at: Date.now() });
    } catch (fault) {
      setProblem(asBenchError(fault).problem);
    } finally {
      setBusy(false);
    }
  };
  const use = (dataCentre: DataCentreId) =>
    void desk.keepAccount({ dataCentre }).catch((fault: unknown) => setProblem(asBenchError(fault).problem));
  const inUse = status.dataCentre;
  return (
    <section className={styles.test} aria-label={t.test}>
      <header>
        <h3>{t.test}</h3>
        <Evidence>{answers ? t.testAt(f.when(answers.at)) : t.testNote}</Evidence>
        <Button
          size="small"
          disabled={busy}
          icon={<RefreshCw size={14} strokeWidth={1.75} aria-hidden="true" />}
          onClick={() => void test()}
        >
          {answers ? t.again : t.run}
        </Button>
      </header>
      <div role="status">{busy ? <p className={styles.note}>{t.testing}</p> : null}</div>
      {problem ? <CloudRefusal trouble={{ kind: 'problem', problem }} /> : null}
      {answers ? (
        <>
          <ul className={styles.answers}>
            {inOrder(answers.rows, inUse).map((answer) => (
              <Answer
                key={answer.dataCentre}
                answer={answer}
                inUse={inUse}
                onUse={status.from === 'environment' ? undefined : use}
              />
            ))}
          </ul>
          <Verdict answers={answers.rows} inUse={inUse} />
        </>
      ) : busy ? null : (
        <p className={styles.note}>{t.notTested}</p>
      )}
    </section>
  );
};
