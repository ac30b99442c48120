/** The plan, station by station. Nothing changes until it is kept. */
import { useState } from 'react';
import { Link } from 'wouter';
import { bench } from '../../i18n/en/bench';
import { shell } from '../../i18n/en/shell';
import { useFormats, useText } from '../../i18n/use-text';
import { chipNames } from '../../model/chip';
import type { Plan } from '../../model/run';
import { Button, TextLink } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Checkbox, Select } from '../../ui/field';
import { useBench, useBenchView, useStock } from '../parts/bench-context';
import { places } from '../parts/places';
import styles from './plan-editor.module.css';
import { firmwareName } from './plan-words';
import { bauds } from './remedy-actions';

interface Part {
  plan: Plan;
  change: (change: Partial<Plan>) => void;
}

const FirmwareChoice = ({ plan, change }: Part) => {
  const t = useText(bench);
  const shelf = useStock(({ firmware }) => firmware);
  if (shelf.length === 0)
    return (
      <p className={styles.note}>
        {t.plan.noneOnShelf}{' '}
        <Link href={places.firmware} asChild>
          <TextLink>{t.plan.toShelf}</TextLink>
        </Link>
      </p>
    );
  return (
    <Select
      label={t.plan.firmware}
      value={plan.firmware ?? ''}
      onChange={(event) => change({ firmware: event.target.value || undefined })}
    >
      <option value="">{t.plan.byChipOption}</option>
      {shelf.map((row) => (
        <option key={row.sha256} value={row.sha256}>
          {[chipNames[row.facts.chip], firmwareName(row), row.virtual && t.plan.forVirtual].filter(Boolean).join(', ')}
        </option>
      ))}
    </Select>
  );
};

const PoolChoice = ({ plan, change }: Part) => {
  const t = useText(bench).plan;
  const pools = useStock((stock) => stock.pools);
  if (pools.length === 0)
    return (
      <p className={styles.note}>
        {t.noPool}.{' '}
        <Link href={places.licenses} asChild>
          <TextLink>{t.toLicenses}</TextLink>
        </Link>
      </p>
    );
  return (
    <Select
      label={t.pool}
      value={plan.batch ?? ''}
      onChange={(event) => change({ batch: event.target.value || undefined })}
    >
      <option value="">{t.anyPool}</option>
      {pools.map(({ batch, virtual, free }) => (
        <option key={`${virtual} ${batch}`} value={batch}>
          {t.poolOption(batch, free)}
          {virtual ? `, ${t.forVirtual}` : ''}
        </option>
      ))}
    </Select>
  );
};

const Steps = ({ plan, change }: Part) => {
  const t = useText(bench);
  const format = useFormats();
  return (
    <div className={styles.steps}>
      <Checkbox label={t.stations.recognise} hint={t.plan.recogniseAlways} checked disabled readOnly />
      <Checkbox
        label={t.stations.flash}
        hint={t.plan.flashNote}
        checked={plan.flash}
        onChange={(event) => change({ flash: event.target.checked })}
      />
      {plan.flash ? (
        <div className={styles.more}>
          <FirmwareChoice plan={plan} change={change} />
          <Select
            label={t.plan.speed}
            hint={t.plan.baudNote}
            value={plan.baud}
            onChange={(event) => change({ baud: Number(event.target.value) })}
          >
            {bauds.map((baud) => (
              <option key={baud} value={baud}>
                {format.count(baud)} {t.plan.baud}
              </option>
            ))}
          </Select>
        </div>
      ) : null}
      <Checkbox
        label={t.stations.license}
        hint={t.plan.licenseNote}
        checked={plan.license}
        onChange={(event) => change({ license: event.target.checked })}
      />
      {plan.license ? (
        <div className={styles.more}>
          <PoolChoice plan={plan} change={change} />
        </div>
      ) : null}
      <Checkbox
        label={t.stations.verify}
        hint={t.plan.verifyNote}
        checked={plan.verify}
        onChange={(event) => change({ verify: event.target.checked })}
      />
    </div>
  );
};

export const PlanEditor = ({ close }: { close: () => void }) => {
  const t = useText(bench).plan;
  const { close: closeWord } = useText(shell);
  const { send } = useBench();
  const kept = useBenchView((view) => view.plan);
  const [plan, setPlan] = useState(kept);
  const change = (part: Partial<Plan>) => setPlan((before) => ({ ...before, ...part }));
  const keep = () => {
    send({ kind: 'set-plan', plan });
    close();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t.editTitle}
      closeLabel={closeWord}
      actions={
        <>
          <Button onClick={close}>{t.cancel}</Button>
          <Button kind="primary" onClick={keep}>
            {t.save}
          </Button>
        </>
      }
    >
      <Steps plan={plan} change={change} />
      <div className={styles.start}>
        <Checkbox
          label={t.startByItself}
          hint={t.startNote}
          checked={plan.startByItself}
          onChange={(event) => change({ startByItself: event.target.checked })}
        />
      </div>
    </Dialog>
  );
};
