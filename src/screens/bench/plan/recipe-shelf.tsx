/** Plans with a name, at the head of the plan: choose one to begin from, keep the one on screen, hand one over. */
import FilePlus2 from 'lucide-react/icons/file-plus-2';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { recipes as catalog } from '../../../i18n/en/recipes';
import { useFormats, useText } from '../../../i18n/use-text';
import type { Plan } from '../../../model/run';
import { samePlan } from '../../../protocols/recipe/plan-fields';
import { Button } from '../../../ui/button';
import { TextField } from '../../../ui/field';
import { Mono } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import { useStock } from '../../parts/bench-context';
import { FileButton } from '../../parts/file-button';
import { handOver } from '../../parts/handed-over';
import { recipePlace } from '../../parts/places';
import { StorageTrouble } from '../../parts/storage-trouble';
import { useProducts } from '../../parts/use-products';
import { type RecipeNames, useRecipes } from '../../parts/use-recipes';
import { firmwareName } from './plan-words';
import styles from './recipe.module.css';
import { longestRecipeName, RecipeRow } from './recipe-row';

/** What a plan's hash and PID are called here. */
const useNames = (): ((plan: Plan) => RecipeNames) => {
  const firmware = useStock((stock) => stock.firmware);
  const products = useProducts().all;
  return (plan) => {
    const row = firmware.find(({ sha256 }) => sha256 === plan.firmware);
    const product = products?.find(({ pid }) => pid === plan.product);
    return { ...(row && { firmwareName: firmwareName(row) }), ...(product && { productName: product.name }) };
  };
};

const SaveAs = ({ save }: { save: (name: string) => Promise<boolean> }) => {
  const t = useText(catalog).shelf;
  const [text, setText] = useState('');
  const name = text.trim();
  const tooLong = name.length > longestRecipeName;
  return (
    <form
      className={styles.naming}
      onSubmit={async (event) => {
        event.preventDefault();
        if (name === '' || tooLong || !(await save(name))) return;
        setText('');
        showToast(t.saved(name));
      }}
    >
      <TextField
        label={t.saveAs}
        problem={tooLong ? t.tooLong : undefined}
        value={text}
        placeholder={t.name}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" disabled={name === '' || tooLong}>
        {t.save}
      </Button>
    </form>
  );
};

export const RecipeShelf = ({
  plan,
  choose,
  close,
}: {
  /** As it stands in the form. */
  plan: Plan;
  choose: (plan: Plan) => void;
  close: () => void;
}) => {
  const t = useText(catalog).shelf;
  const format = useFormats();
  const [, go] = useLocation();
  const { recipes, problem, add, rename, remove } = useRecipes();
  const namesOf = useNames();
  const open = (file: File) => {
    handOver({ for: 'recipe', file });
    close();
    go(recipePlace);
  };
  return (
    <details className={styles.shelf}>
      <summary>
        <b>{t.title}</b> {recipes ? <Mono>{format.count(recipes.length)}</Mono> : null}
      </summary>
      <p className={styles.note}>{t.note}</p>
      {problem ? <StorageTrouble problem={problem} /> : null}
      {recipes?.length === 0 ? <p className={styles.note}>{t.none}</p> : null}
      <ul className={styles.rows}>
        {recipes?.map((recipe) => (
          <RecipeRow
            key={recipe.id}
            // What was kept beside it is for one who does not have them; here they may have another name by now.
            recipe={{ ...recipe, ...namesOf(recipe.plan) }}
            current={samePlan(recipe.plan, plan)}
            onChoose={() => choose(recipe.plan)}
            onRename={(name) => void rename(recipe.id, name)}
            onRemove={() => void remove(recipe.id)}
          />
        ))}
      </ul>
      <SaveAs save={(name) => add(name, plan, namesOf(plan))} />
      <FileButton
        accept=".json"
        icon={<FilePlus2 size={16} strokeWidth={1.75} aria-hidden="true" />}
        onFiles={([file]) => file && open(file)}
      >
        {t.open}
      </FileButton>
    </details>
  );
};
