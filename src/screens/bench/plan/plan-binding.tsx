/** The part of the plan that binds: which product, how the token gets there, which network, whose devices. */
import { useEffect } from 'react';
import { Link } from 'wouter';
import { recipes } from '../../../i18n/en/recipes';
import { useText } from '../../../i18n/use-text';
import { startsAlone } from '../../../model/firmware-choice';
import type { Plan } from '../../../model/run';
import { listAssets } from '../../../steps/device/pairing-token';
import { TextLink } from '../../../ui/button';
import { Select } from '../../../ui/field';
import { Segmented } from '../../../ui/segmented';
import { Engraved } from '../../../ui/text';
import { useStock } from '../../parts/bench-context';
import { useCloud } from '../../parts/cloud-context';
import { places } from '../../parts/places';
import { type OwnerChoice, TokenOwnerFields } from '../../parts/token-owner';
import { useProducts } from '../../parts/use-products';
import { type DraftPart, draftProblem, handsWifi } from './plan-draft';
import styles from './plan-editor.module.css';
import { WifiFields } from './wifi-fields';

export const ProductChoice = ({ draft: { plan }, change }: DraftPart) => {
  const t = useText(recipes);
  const { own, all } = useProducts();
  const shelf = useStock(({ firmware }) => firmware);
  const demo = (all ?? []).filter(({ virtual }) => virtual);
  const known = plan.product === undefined || !all || all.some(({ pid }) => pid === plan.product);
  const choose = (pid: string) => {
    const firmware = own.find((product) => product.pid === pid)?.firmware;
    // The firmware that belongs to it, where it is at hand.
    const here = firmware && shelf.some((row) => row.sha256 === firmware && startsAlone(row));
    change({ product: pid || undefined, ...(here && { firmware }) });
  };
  return (
    <div className={styles.product}>
      <Select
        label={t.plan.product}
        hint={t.plan.productNote}
        value={plan.product ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{t.plan.noProduct}</option>
        {known ? null : (
          <option value={plan.product}>
            {plan.product} ({t.bar.unknownProduct})
          </option>
        )}
        {own.map(({ pid, name }) => (
          <option key={pid} value={pid}>
            {name} ({pid})
          </option>
        ))}
        {demo.length > 0 ? (
          <optgroup label={t.plan.virtualProducts}>
            {demo.map(({ pid, name }) => (
              <option key={pid} value={pid}>
                {name} ({pid})
              </option>
            ))}
          </optgroup>
        ) : null}
      </Select>
      {all && own.length === 0 ? (
        <Link href={places.products} asChild>
          <TextLink>{t.plan.toProducts}</TextLink>
        </Link>
      ) : null}
    </div>
  );
};

/** Assets of the project, the plan's own owner chosen among them. */
const choiceFor = (assets: OwnerChoice['assets'], owner: Plan['owner']): OwnerChoice => {
  if (owner?.kind === 'user') return { assets, asset: '', uid: owner.uid };
  const known = assets.find(({ id }) => id === owner?.id);
  return { assets, asset: known?.id ?? assets[0]?.id ?? '', uid: '' };
};

const Owner = ({ draft, onOwner }: DraftPart & { onOwner: (choice: OwnerChoice) => void }) => {
  const t = useText(recipes).plan;
  const cloud = useCloud().at('relay');
  const { owner } = draft.plan;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cloud is another list; what is chosen in it is the person's
  useEffect(() => {
    if (!cloud || draft.owner) return;
    let left = false;
    void listAssets(cloud).then((assets) => left || onOwner(choiceFor(assets, owner)));
    return () => {
      left = true;
    };
  }, [cloud]);
  if (!cloud)
    return (
      <p className={styles.note}>
        {t.ownerNote}{' '}
        <Link href={places.settings} asChild>
          <TextLink>{t.toSettings}</TextLink>
        </Link>
      </p>
    );
  if (!draft.owner) return null;
  return (
    <div>
      <Engraved>{t.owner}</Engraved>
      <TokenOwnerFields cloud={cloud} choice={draft.owner} missing={false} onChoose={onOwner} />
    </div>
  );
};

export const PairChoices = ({
  draft,
  change,
  onPassword,
  onOwner,
}: DraftPart & { onPassword: (password: string) => void; onOwner: (choice: OwnerChoice) => void }) => {
  const t = useText(recipes).plan;
  const { plan, password } = draft;
  return (
    <div className={styles.more}>
      <div className={styles.across}>
        <Engraved>{t.pairBy}</Engraved>
        <Segmented
          label={t.pairBy}
          value={plan.pairBy}
          choices={[
            { value: 'bluetooth', label: t.byBluetooth },
            { value: 'qr', label: t.byQr },
          ]}
          onChange={(pairBy) => change({ pairBy })}
        />
      </div>
      {handsWifi(plan) ? (
        <>
          <WifiFields
            ssid={plan.ssid ?? ''}
            password={password}
            problem={draftProblem(draft)}
            onSsid={(ssid) => change({ ssid: ssid || undefined })}
            onPassword={onPassword}
          />
          <div className={styles.across}>
            <Owner draft={draft} change={change} onOwner={onOwner} />
          </div>
        </>
      ) : (
        <p className={styles.note}>{t.qrNote}</p>
      )}
    </div>
  );
};
