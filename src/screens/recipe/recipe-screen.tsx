/** A recipe that was handed over, by `#/recipe/{data}` or as a file: looked at first, taken over on a word. */
import { useLocation } from 'wouter';
import { recipes } from '../../i18n/en/recipes';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { StateGlyph } from '../../ui/state-glyph';
import { PageTitle } from '../../ui/text';
import { showToast } from '../../ui/toast';
import { useBench } from '../parts/bench-context';
import { FileButton } from '../parts/file-button';
import { places, recipePlace } from '../parts/places';
import styles from './recipe.module.css';
import { RecipeLook } from './recipe-look';
import { type Opened, useOpened } from './use-opened';

const dataIn = (address: string): string =>
  address.startsWith(`${recipePlace}/`) ? address.slice(recipePlace.length + 1) : '';

const Refused = ({ opened: { code, field = '' } }: { opened: Extract<Opened, { kind: 'refused' }> }) => {
  const t = useText(recipes).open;
  return (
    <Panel title={t.refusedTitle} icon={<StateGlyph state="failed" />}>
      <div role="alert">
        <p>{t.refused[code]?.(field)}</p>
        <p>{t.nothingChanged}</p>
      </div>
    </Panel>
  );
};

export const RecipeScreen = () => {
  const t = useText(recipes).open;
  const [address, go] = useLocation();
  const { send } = useBench();
  const { opened, takeFile } = useOpened(dataIn(address));
  const toBench = () => go(places.bench);
  return (
    <div className={styles.screen}>
      <PageTitle>{t.title}</PageTitle>
      <p className={styles.lead}>{opened.kind === 'nothing' ? t.none : t.lead}</p>
      {opened.kind === 'reading' ? <p role="status">{t.reading(opened.name)}</p> : null}
      {opened.kind === 'refused' ? <Refused opened={opened} /> : null}
      {opened.kind === 'read' ? (
        <RecipeLook
          key={JSON.stringify(opened.recipe)}
          recipe={opened.recipe}
          onTaken={(name, plan) => {
            send({ kind: 'set-plan', plan });
            showToast(t.taken(name));
            toBench();
          }}
          onKept={(name) => {
            showToast(t.kept(name));
            toBench();
          }}
          onLeave={toBench}
        />
      ) : (
        <div className={styles.buttons}>
          <FileButton accept=".json" primary onFiles={([file]) => file && void takeFile(file)}>
            {t.choose}
          </FileButton>
          <Button onClick={toBench}>{t.toBench}</Button>
        </div>
      )}
    </div>
  );
};
