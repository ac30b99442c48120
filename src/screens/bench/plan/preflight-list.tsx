/** The checks in a list: what was seen, or what is missing with its ways out. */

import { useLocation } from 'wouter';
import { problems } from '../../../i18n/en/problems';
import { recipes } from '../../../i18n/en/recipes';
import { useText } from '../../../i18n/use-text';
import type { Check, CheckState } from '../../../model/check';
import { own } from '../../../model/own';
import { Button } from '../../../ui/button';
import { type GlyphState, StateGlyph } from '../../../ui/state-glyph';
import { useBench, useBenchView } from '../../parts/bench-context';
import styles from './preflight.module.css';
import { type PreflightWay, waysOut, wordsInstead } from './preflight-ways';

const glyphs: Readonly<Record<CheckState, GlyphState>> = {
  ready: 'proven',
  'not-ready': 'yours',
  unneeded: 'left-out',
  looking: 'ahead',
};

/** The problem's own words, unless they were made for later than now. */
export const useCheckWords = () => {
  const t = useText(recipes).preflight;
  const { of } = useText(problems);
  return (check: Check): { title: string; what?: string } => {
    const { name, state, details, problem } = check;
    if (state === 'ready') return { title: t.seen[name](details) };
    if (state === 'unneeded') return { title: t.unneeded[name] };
    if (!problem) return { title: t.looking[name] };
    const words = own(t.instead, wordsInstead(check) ?? '') ?? of[problem.code];
    return { title: words.title(problem.details), what: words.what(problem.details) };
  };
};

const Ways = ({ check, editPlan }: { check: Check; editPlan: () => void }) => {
  const { remedy: words } = useText(problems);
  const { send } = useBench();
  const plan = useBenchView((view) => view.plan);
  const [, go] = useLocation();
  const act = (way: PreflightWay) => {
    if (way.kind === 'go') go(way.to);
    else if (way.kind === 'edit-plan') editPlan();
    else send({ kind: 'set-plan', plan: { ...plan, ...way.change } });
  };
  const ways = check.problem ? waysOut(check.problem) : [];
  if (ways.length === 0) return null;
  return (
    <div className={styles.ways}>
      {ways.map(({ remedy, way }) => (
        <Button key={remedy} size="small" onClick={() => act(way)}>
          {words[remedy]}
        </Button>
      ))}
    </div>
  );
};

export const PreflightList = ({ checks, editPlan }: { checks: readonly Check[]; editPlan: () => void }) => {
  const t = useText(recipes).preflight;
  const say = useCheckWords();
  return (
    <ul className={styles.checks}>
      {checks.map((check) => {
        const { title, what } = say(check);
        return (
          <li key={check.name} className={styles.check} data-state={check.state} data-check={check.name}>
            <StateGlyph state={glyphs[check.state]} label={t.states[check.state]} />
            <b>{t.checks[check.name]}</b>
            <div>
              <p>{title}</p>
              {what ? <p className={styles.what}>{what}</p> : null}
              <Ways check={check} editPlan={editPlan} />
            </div>
          </li>
        );
      })}
    </ul>
  );
};
