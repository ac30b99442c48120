/** A workbook with licenses on several sheets, or on a hidden one: a person says which are meant. */
import { useState } from 'react';
import { licenses } from '../../../i18n/en/licenses';
import { useText } from '../../../i18n/use-text';
import type { SheetChoice } from '../../../protocols/license-sheet/sheet';
import { Button } from '../../../ui/button';
import { Checkbox } from '../../../ui/field';
import { Tag } from '../../../ui/tag';
import { Evidence } from '../../../ui/text';
import styles from './import.module.css';

export const SheetChooser = ({
  choice,
  onRead,
  onLeave,
}: {
  choice: SheetChoice;
  onRead: (tabs: readonly number[]) => void;
  onLeave: () => void;
}) => {
  const t = useText(licenses);
  const words = t.sheets;
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const set = (tab: number, on: boolean) =>
    setChosen((before) => (on ? [...before, tab] : before.filter((other) => other !== tab)));
  return (
    <>
      <p role="status">{words.hint}</p>
      <ul className={styles.offers}>
        {choice.offers.map((offer) => (
          <li key={offer.tab}>
            <Checkbox
              label={
                <>
                  {offer.name} {offer.hidden ? <Tag>{words.hidden}</Tag> : null}
                </>
              }
              hint={offer.columnsUnknown ? words.columnsUnknown : words.counts(offer)}
              checked={chosen.includes(offer.tab)}
              onChange={(event) => set(offer.tab, event.target.checked)}
            />
          </li>
        ))}
      </ul>
      {choice.others.length > 0 ? <Evidence>{words.others(choice.others)}</Evidence> : null}
      <div className={styles.buttons}>
        <Button kind="primary" disabled={chosen.length === 0} onClick={() => onRead(chosen)}>
          {chosen.length === 0 ? words.readNone : words.read(chosen.length)}
        </Button>
        <Button onClick={onLeave}>{t.report.cancel}</Button>
      </div>
    </>
  );
};
