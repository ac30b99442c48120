/** The stations of the plan with what each needs to know. */
import { Link } from 'wouter';
import { bench } from '../../../i18n/en/bench';
import { recipes } from '../../../i18n/en/recipes';
import { useFormats, useText } from '../../../i18n/use-text';
import { chipNamesOf } from '../../../model/chip';
import { startsAlone } from '../../../model/firmware-choice';
import { lineSpeeds } from '../../../model/line-speed';
import type { StationName } from '../../../model/run';
import { TextLink } from '../../../ui/button';
import { Checkbox, Select } from '../../../ui/field';
import { useStock } from '../../parts/bench-context';
import { places } from '../../parts/places';
import type { OwnerChoice } from '../../parts/token-owner';
import { PairChoices } from './plan-binding';
import type { DraftPart } from './plan-draft';
import styles from './plan-editor.module.css';
import { firmwareName } from './plan-words';

const FirmwareChoice = ({ draft: { plan }, change }: DraftPart) => {
  const t = useText(bench);
  const all = useStock(({ firmware }) => firmware);
  // A part is shown where a plan already names it, so that it can be seen what is wrong.
  const shelf = all.filter((row) => startsAlone(row) || row.sha256 === plan.firmware);
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
        <option key={row.sha256} value={row.sha256} disabled={!startsAlone(row)}>
          {[
            chipNamesOf(row.facts),
            firmwareName(row),
            row.virtual && t.plan.forVirtual,
            !startsAlone(row) && t.plan.partAlone,
          ]
            .filter(Boolean)
            .join(', ')}
        </option>
      ))}
    </Select>
  );
};

const PoolChoice = ({ draft: { plan }, change }: DraftPart) => {
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

const FlashChoices = (part: DraftPart) => {
  const t = useText(bench).plan;
  const format = useFormats();
  return (
    <div className={styles.more}>
      <FirmwareChoice {...part} />
      <Select
        label={t.speed}
        hint={t.baudNote}
        value={part.draft.plan.baud ?? ''}
        onChange={(event) => part.change({ baud: Number(event.target.value) || undefined })}
      >
        <option value="">{t.fastest}</option>
        {lineSpeeds.map((baud) => (
          <option key={baud} value={baud}>
            {format.count(baud)} {t.baud}
          </option>
        ))}
      </Select>
    </div>
  );
};

export const PlanStations = ({
  draft,
  change,
  onPassword,
  onOwner,
}: DraftPart & { onPassword: (password: string) => void; onOwner: (choice: OwnerChoice) => void }) => {
  const t = useText(bench);
  const words = useText(recipes).plan;
  const { plan } = draft;
  const station = (name: Exclude<StationName, 'recognise'>, hint: string) => (
    <Checkbox
      label={t.stations[name]}
      hint={hint}
      checked={plan[name]}
      onChange={(event) => change({ [name]: event.target.checked })}
    />
  );
  const binding = (hint: string) => (plan.product === undefined ? `${hint} ${words.needsProduct}` : hint);
  return (
    <div className={styles.steps}>
      <Checkbox label={t.stations.recognise} hint={t.plan.recogniseAlways} checked disabled readOnly />
      {station('flash', t.plan.flashNote)}
      {plan.flash ? <FlashChoices draft={draft} change={change} /> : null}
      {station('license', t.plan.licenseNote)}
      {plan.license ? (
        <div className={styles.more}>
          <PoolChoice draft={draft} change={change} />
          <Checkbox
            label={t.plan.otp}
            hint={t.plan.otpNote}
            checked={plan.otp ?? false}
            onChange={(event) => change({ otp: event.target.checked || undefined })}
          />
        </div>
      ) : null}
      {station('verify', t.plan.verifyNote)}
      {station('boot', words.bootNote)}
      {station('pair', binding(words.pairNote))}
      {plan.pair ? <PairChoices draft={draft} change={change} onPassword={onPassword} onOwner={onOwner} /> : null}
      {station('activate', binding(words.activateNote))}
      {station('control', binding(words.controlNote))}
    </div>
  );
};
