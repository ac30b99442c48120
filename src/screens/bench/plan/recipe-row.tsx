/** One kept recipe: chosen, renamed, handed over as a file or link, deleted after a question. */
import { useState } from 'react';
import { recipes } from '../../../i18n/en/recipes';
import { useText } from '../../../i18n/use-text';
import type { Recipe } from '../../../model/recipe';
import { readRecipeLink } from '../../../protocols/recipe/read-recipe';
import { recipeFileName, writeRecipe, writeRecipeLink } from '../../../protocols/recipe/write-recipe';
import { Button } from '../../../ui/button';
import { TextField } from '../../../ui/field';
import { Tag } from '../../../ui/tag';
import { Evidence } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import { recipeAt } from '../../parts/places';
import { saveFile } from '../../parts/save-file';
import styles from './recipe.module.css';

export const longestRecipeName = 80;

/** What of a recipe another bench could not read; it is told here rather than there. */
const unreadable = (recipe: Recipe): string | undefined => {
  const read = readRecipeLink(writeRecipeLink(recipe));
  return read.kind === 'refused' ? (read.field ?? read.code) : undefined;
};

const HandOver = ({ recipe }: { recipe: Recipe }) => {
  const t = useText(recipes).shelf;
  const [wrong, setWrong] = useState<string>();
  const checked = (work: () => void) => () => {
    const field = unreadable(recipe);
    setWrong(field);
    if (field === undefined) work();
  };
  const save = () =>
    saveFile(recipeFileName(recipe.name), new Blob([writeRecipe(recipe)], { type: 'application/json' }));
  const copy = () => {
    const address = new URL(location.href);
    address.hash = recipeAt(writeRecipeLink(recipe));
    navigator.clipboard.writeText(address.href).then(
      () => showToast(t.copied),
      () => showToast(t.notCopied),
    );
  };
  return (
    <>
      <Button size="small" onClick={checked(save)}>
        {t.file}
      </Button>
      <Button size="small" onClick={checked(copy)}>
        {t.link}
      </Button>
      {wrong === undefined ? null : <p role="alert">{t.cannot(wrong)}</p>}
    </>
  );
};

const Rename = ({ name, onName, onLeave }: { name: string; onName: (name: string) => void; onLeave: () => void }) => {
  const t = useText(recipes).shelf;
  const [text, setText] = useState(name);
  const wanted = text.trim();
  const fine = wanted !== '' && wanted.length <= longestRecipeName;
  return (
    <form
      className={styles.naming}
      onSubmit={(event) => {
        event.preventDefault();
        if (fine) onName(wanted);
      }}
    >
      <TextField
        label={t.renamed}
        problem={wanted.length > longestRecipeName ? t.tooLong : undefined}
        value={text}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // Leaves the field, not the dialog around it.
          event.preventDefault();
          onLeave();
        }}
      />
      <Button type="submit" disabled={!fine}>
        {t.keepName}
      </Button>
    </form>
  );
};

export const RecipeRow = ({
  recipe,
  current,
  onChoose,
  onRename,
  onRemove,
}: {
  recipe: Recipe;
  /** It is the plan on screen. */
  current: boolean;
  onChoose: () => void;
  onRename: (name: string) => void;
  onRemove: () => void;
}) => {
  const t = useText(recipes).shelf;
  const [doing, setDoing] = useState<'rename' | 'remove'>();
  const [open, setOpen] = useState(false);
  const { name, productName, firmwareName } = recipe;
  const about = [productName, firmwareName].filter(Boolean).join(', ');
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <b>{name}</b>
        {current ? <Tag state="proven">{t.current}</Tag> : null}
        {about ? <Evidence>{about}</Evidence> : null}
      </div>
      {doing === 'rename' ? (
        <Rename
          name={name}
          onName={(wanted) => {
            setDoing(undefined);
            onRename(wanted);
          }}
          onLeave={() => setDoing(undefined)}
        />
      ) : null}
      {doing === 'remove' ? (
        <div className={styles.buttons} role="alert">
          <span>{t.sure(name)}</span>
          <Button size="small" kind="danger" onClick={onRemove}>
            {t.removeYes}
          </Button>
          <Button size="small" onClick={() => setDoing(undefined)}>
            {t.keep}
          </Button>
        </div>
      ) : null}
      {doing === undefined ? (
        <div className={styles.buttons}>
          <Button size="small" aria-label={t.chooseNamed(name)} disabled={current} onClick={onChoose}>
            {t.choose}
          </Button>
          <Button
            size="small"
            aria-label={t.more(name)}
            aria-expanded={open}
            onClick={() => setOpen((before) => !before)}
          >
            …
          </Button>
        </div>
      ) : null}
      {doing === undefined && open ? (
        <div className={styles.others}>
          <HandOver recipe={recipe} />
          <Button size="small" onClick={() => setDoing('rename')}>
            {t.rename}
          </Button>
          <Button size="small" kind="danger" onClick={() => setDoing('remove')}>
            {t.remove}
          </Button>
        </div>
      ) : null}
    </li>
  );
};
