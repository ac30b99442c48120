/** One link for a workshop: a catalogue, what is needed of it, and a plan. */
import { useState } from 'react';
import { catalogues } from '../../../i18n/en/catalogues';
import { useText } from '../../../i18n/use-text';
import type { CatalogueRow } from '../../../model/catalogue';
import type { FirmwareRow } from '../../../model/firmware';
import { hostOf, isLoopback } from '../../../protocols/catalogue/address';
import {
  longestWorkshop,
  mostWorkshopFirmware,
  readWorkshopLink,
  writeWorkshopLink,
} from '../../../protocols/recipe/workshop-link';
import type { RecipeContent } from '../../../protocols/recipe/write-recipe';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Checkbox, Select } from '../../../ui/field';
import { Evidence } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import { useBenchView } from '../../parts/bench-context';
import { workshopAt } from '../../parts/places';
import { useRecipes } from '../../parts/use-recipes';
import { firmwareName } from '../parts/firmware-facts';
import styles from './catalogue.module.css';

const usable = ({ firmware }: CatalogueRow) => firmware.filter(({ problem }) => problem === undefined);

/** What is on the shelf already, or all of it. */
const firstChoice = (catalogue: CatalogueRow): readonly string[] => {
  const ids = usable(catalogue).map(({ id }) => id);
  const taken = ids.filter((id) => catalogue.taken[id]);
  return (taken.length > 0 ? taken : ids).slice(0, mostWorkshopFirmware);
};

const Content = ({
  catalogue,
  shelf,
  onClose,
}: {
  catalogue: CatalogueRow;
  shelf: readonly FirmwareRow[];
  onClose: () => void;
}) => {
  const t = useText(catalogues).workshop;
  const { close } = useText(catalogues);
  const plan = useBenchView((view) => view.plan);
  const { recipes = [] } = useRecipes();
  const [chosen, setChosen] = useState('');
  const [ids, setIds] = useState(() => firstChoice(catalogue));
  const written = shelf.find(({ sha256 }) => sha256 === plan.firmware);
  const now: RecipeContent = {
    name: catalogue.name.slice(0, 80) || t.currentName,
    plan,
    ...(written && { firmwareName: firmwareName(written.facts, written.fileName) }),
  };
  const recipe: RecipeContent = recipes.find(({ id }) => id === chosen) ?? now;
  const data = writeWorkshopLink({ catalogue: catalogue.url, firmware: ids, recipe });
  const read = readWorkshopLink(data);
  const wrong = read.kind === 'refused' && ids.length > 0 ? (read.field ?? read.code) : undefined;
  const tooLong = data.length > longestWorkshop;
  const copy = () => {
    const address = new URL(location.href);
    address.hash = workshopAt(data);
    navigator.clipboard.writeText(address.href).then(
      () => {
        showToast(t.copied);
        onClose();
      },
      () => showToast(t.notCopied),
    );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.makeTitle}
      closeLabel={close}
      actions={
        <>
          <Button onClick={onClose}>{close}</Button>
          <Button kind="primary" disabled={read.kind === 'refused'} onClick={copy}>
            {t.copy}
          </Button>
        </>
      }
    >
      <div className={styles.format}>
        <p>{t.makeLead}</p>
        <Select label={t.recipe} value={chosen} onChange={(event) => setChosen(event.target.value)}>
          <option value="">{t.current}</option>
          {recipes.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <fieldset className={styles.choice}>
          <legend>{t.firmware}</legend>
          {usable(catalogue).map(({ id, name, version }) => (
            <Checkbox
              key={id}
              label={[name, version].filter(Boolean).join(' ')}
              checked={ids.includes(id)}
              disabled={!ids.includes(id) && ids.length >= mostWorkshopFirmware}
              onChange={(event) =>
                setIds((before) => (event.target.checked ? [...before, id] : before.filter((each) => each !== id)))
              }
            />
          ))}
        </fieldset>
        {isLoopback(new URL(catalogue.url).hostname) ? <Evidence>{t.near(hostOf(catalogue.url))}</Evidence> : null}
        {ids.length === 0 ? <p role="alert">{t.none}</p> : null}
        {wrong === undefined ? null : <p role="alert">{tooLong ? t.tooLong : t.cannot(wrong)}</p>}
      </div>
    </Dialog>
  );
};

/** Drawn when it is opened, so that it begins with what holds then. */
export const WorkshopDialog = ({
  open,
  ...rest
}: {
  open: boolean;
  catalogue: CatalogueRow;
  shelf: readonly FirmwareRow[];
  onClose: () => void;
}) => (open ? <Content {...rest} /> : null);
