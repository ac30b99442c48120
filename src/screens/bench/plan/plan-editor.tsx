/** The plan: a recipe to begin from, the product, station by station. Nothing changes until it is kept. */
import { useState } from 'react';
import { bench } from '../../../i18n/en/bench';
import { shell } from '../../../i18n/en/shell';
import { useText } from '../../../i18n/use-text';
import type { Plan } from '../../../model/run';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Checkbox } from '../../../ui/field';
import { useBench, useBenchView } from '../../parts/bench-context';
import { ownerOf } from '../../parts/token-owner';
import { ProductChoice } from './plan-binding';
import { type Draft, draftProblem, handsWifi } from './plan-draft';
import styles from './plan-editor.module.css';
import { PlanStations } from './plan-stations';
import { RecipeShelf } from './recipe-shelf';

/** The owner chosen in the form, where somebody could choose one. */
const planOf = ({ plan, owner }: Draft): Plan => {
  if (!owner) return plan;
  const { owner: _, ...rest } = plan;
  const chosen = ownerOf(owner);
  return { ...rest, ...(chosen && { owner: chosen }) };
};

export const PlanEditor = ({ close }: { close: () => void }) => {
  const t = useText(bench).plan;
  const { close: closeWord } = useText(shell);
  const { send } = useBench();
  const kept = useBenchView((view) => view.plan);
  const [draft, setDraft] = useState<Draft>({ plan: kept, password: '' });
  const change = (part: Partial<Plan>) => setDraft((before) => ({ ...before, plan: { ...before.plan, ...part } }));
  const problem = draftProblem(draft);
  const keep = () => {
    if (problem) return;
    const { plan, password } = draft;
    send({ kind: 'set-plan', plan: planOf(draft) });
    if (handsWifi(plan) && plan.ssid !== undefined && password !== '')
      send({ kind: 'set-wifi', ssid: plan.ssid, password });
    close();
  };
  return (
    <Dialog
      open
      wide
      onClose={close}
      title={t.editTitle}
      closeLabel={closeWord}
      actions={
        <>
          <Button onClick={close}>{t.cancel}</Button>
          <Button kind="primary" disabled={problem !== undefined} onClick={keep}>
            {t.save}
          </Button>
        </>
      }
    >
      <div className={styles.editor}>
        <RecipeShelf plan={planOf(draft)} choose={(plan) => setDraft({ plan, password: '' })} close={close} />
        <div className={styles.start}>
          <Checkbox
            label={t.startByItself}
            hint={t.startNote}
            checked={draft.plan.startByItself}
            onChange={(event) => change({ startByItself: event.target.checked })}
          />
        </div>
        <ProductChoice draft={draft} change={change} />
        <PlanStations
          draft={draft}
          change={change}
          onPassword={(password) => setDraft((before) => ({ ...before, password }))}
          onOwner={(owner) => setDraft((before) => ({ ...before, owner }))}
        />
      </div>
    </Dialog>
  );
};
