/** What a recipe would do and what is missing for it here, before anything of it is taken over. */
import { useState } from 'react';
import { recipes as catalog } from '../../i18n/en/recipes';
import { useText } from '../../i18n/use-text';
import type { Plan } from '../../model/run';
import { samePlan } from '../../protocols/recipe/plan-fields';
import type { RecipeContent } from '../../protocols/recipe/write-recipe';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/field';
import { Panel } from '../../ui/panel';
import { StateGlyph } from '../../ui/state-glyph';
import { Engraved } from '../../ui/text';
import { useBenchView, useStock } from '../parts/bench-context';
import { StorageTrouble } from '../parts/storage-trouble';
import { useProducts } from '../parts/use-products';
import { useRecipes } from '../parts/use-recipes';
import styles from './recipe.module.css';
import { MayStart, RecipeFacts } from './recipe-facts';
import { type Lack, lacksOf } from './recipe-lacks';
import { takenOver } from './taken-over';

const longest = 80;

const LackWords = ({ lack, recipe }: { lack: Lack; recipe: RecipeContent }) => {
  const t = useText(catalog).open.lacks;
  switch (lack.kind) {
    case 'firmware':
      return t.firmware(recipe.firmwareName ?? '', lack.hash.slice(0, 12));
    case 'part':
      return t.part(lack.fileName);
    case 'product':
      return t.product(recipe.productName ?? '', lack.pid);
    case 'pool':
      return t.pool(lack.batch);
    case 'password':
      return t.password(lack.ssid);
  }
};

/** Undefined until storage was asked: what is not known yet is not missing. */
const useLacks = (plan: Plan): readonly Lack[] | undefined => {
  const stock = useStock((all) => all);
  const ssids = useBenchView((view) => view.ssids);
  const { all } = useProducts();
  if (!stock.read || !all) return undefined;
  return lacksOf(plan, { firmware: stock.firmware, pools: stock.pools, products: all, ssids });
};

const Lacks = ({ recipe }: { recipe: RecipeContent }) => {
  const t = useText(catalog).open;
  const lacks = useLacks(recipe.plan);
  if (!lacks) return null;
  if (lacks.length === 0)
    return (
      <p className={styles.line}>
        <StateGlyph state="proven" size={16} /> {t.nothingMissing}
      </p>
    );
  return (
    <div>
      <Engraved>{t.missing}</Engraved>
      <ul className={styles.lacks}>
        {lacks.map((lack) => (
          <li key={lack.kind} className={styles.line}>
            <StateGlyph state="yours" size={16} />
            <span>
              <LackWords lack={lack} recipe={recipe} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
};

export const RecipeLook = ({
  recipe,
  onTaken,
  onKept,
  onLeave,
}: {
  recipe: RecipeContent;
  /** It is stored by then; to follow the plan is the caller's work. */
  onTaken: (name: string, plan: Plan) => void;
  onKept: (name: string) => void;
  onLeave: () => void;
}) => {
  const t = useText(catalog).open;
  const { tooLong } = useText(catalog).shelf;
  const { recipes, problem, add } = useRecipes();
  const [text, setText] = useState(recipe.name);
  const [busy, setBusy] = useState(false);
  const [mayStart, setMayStart] = useState(false);
  const plan = takenOver(recipe.plan, mayStart);
  const name = text.trim();
  const same = recipes?.find((own) => samePlan(own.plan, plan));
  const exists = !same && recipes?.some((own) => own.name === name);
  const fine = name !== '' && name.length <= longest;
  const { firmwareName, productName } = recipe;
  /** Stored first: if that fails, nothing was taken over. */
  const keep = async (then: (name: string) => void) => {
    if (same) return then(same.name);
    setBusy(true);
    const names = { ...(firmwareName && { firmwareName }), ...(productName && { productName }) };
    const kept = await add(name, plan, names);
    setBusy(false);
    if (kept) then(name);
  };
  return (
    <Panel title={recipe.name}>
      <div className={styles.look}>
        <RecipeFacts recipe={recipe} />
        <Lacks recipe={recipe} />
        {recipe.plan.startByItself ? <MayStart may={mayStart} onChange={setMayStart} /> : null}
        {problem ? <StorageTrouble problem={problem} /> : null}
        {same ? (
          <p>{t.same(same.name)}</p>
        ) : (
          <TextField
            label={t.name}
            hint={exists ? t.exists : undefined}
            problem={name.length > longest ? tooLong : undefined}
            value={text}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        )}
        <div className={styles.buttons}>
          <Button
            kind="primary"
            disabled={!recipes || busy || !(same || fine)}
            onClick={() => void keep((kept) => onTaken(kept, plan))}
          >
            {t.take}
          </Button>
          {same ? null : (
            <Button disabled={!recipes || busy || !fine} onClick={() => void keep(onKept)}>
              {t.keepOnly}
            </Button>
          )}
          <Button kind="quiet" onClick={onLeave}>
            {t.leave}
          </Button>
        </div>
      </div>
    </Panel>
  );
};
