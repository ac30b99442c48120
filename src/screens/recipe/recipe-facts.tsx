/** What a recipe would do, and the one question about it that is always asked. */
import { bench } from '../../i18n/en/bench';
import { recipes as catalog } from '../../i18n/en/recipes';
import { useFormats, useText } from '../../i18n/use-text';
import { stationNames } from '../../model/run';
import type { RecipeContent } from '../../protocols/recipe/write-recipe';
import { Checkbox } from '../../ui/field';
import { StateGlyph } from '../../ui/state-glyph';
import { Mono } from '../../ui/text';
import styles from './recipe.module.css';

export const RecipeFacts = ({ recipe: { plan, firmwareName, productName } }: { recipe: RecipeContent }) => {
  const t = useText(catalog).open;
  const words = useText(bench);
  const none = useText(catalog).plan.noProduct;
  const f = useFormats();
  const stations = stationNames.filter((name) => name === 'recognise' || plan[name]);
  const owner = plan.owner?.kind === 'asset' ? plan.owner.name : plan.owner?.uid;
  const binds = plan.pair || plan.activate || plan.control;
  return (
    <dl className={styles.facts}>
      <dt>{t.stations}</dt>
      <dd>{stations.map((name) => words.stations[name]).join(' · ')}</dd>
      {binds ? (
        <>
          <dt>{t.product}</dt>
          <dd>
            {plan.product === undefined ? none : productName} {plan.product ? <Mono>{plan.product}</Mono> : null}
          </dd>
        </>
      ) : null}
      {plan.flash ? (
        <>
          <dt>{t.firmware}</dt>
          <dd>
            {plan.firmware ? firmwareName : t.byChip}{' '}
            {plan.firmware ? <Mono pale>{plan.firmware.slice(0, 12)}…</Mono> : null}
          </dd>
          <dt>{t.speed}</dt>
          <dd>
            {plan.baud === undefined ? (
              words.plan.fastest
            ) : (
              <>
                <Mono>{f.count(plan.baud)}</Mono> {words.plan.baud}
              </>
            )}
          </dd>
        </>
      ) : null}
      {plan.license ? (
        <>
          <dt>{t.pool}</dt>
          <dd>
            {plan.batch ?? t.anyPool}
            {plan.otp ? `, ${words.plan.otp}` : null}
          </dd>
        </>
      ) : null}
      {plan.pair ? (
        <>
          <dt>{t.wifi}</dt>
          <dd>{plan.pairBy === 'qr' ? t.byPhone : (plan.ssid ?? '—')}</dd>
        </>
      ) : null}
      {plan.pair && owner !== undefined ? (
        <>
          <dt>{t.owner}</dt>
          <dd>{owner}</dd>
        </>
      ) : null}
      {plan.startByItself ? null : (
        <>
          <dt>{t.start}</dt>
          <dd>{t.byHand}</dd>
        </>
      )}
    </dl>
  );
};

/** A question of its own: whoever follows a link has said nothing about boards that lie here. */
export const MayStart = ({ may, onChange }: { may: boolean; onChange: (may: boolean) => void }) => {
  const t = useText(catalog).open.byItself;
  return (
    <div className={styles.ask}>
      <p className={styles.line}>
        <StateGlyph state="yours" size={16} />
        <span>
          <b>{t.asks}</b> {t.what}
        </span>
      </p>
      <Checkbox
        label={t.allow}
        hint={may ? t.allowed : t.byHand}
        checked={may}
        onChange={(event) => onChange(event.target.checked)}
      />
    </div>
  );
};
