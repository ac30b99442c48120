/** A table whose header names nothing that is known: a person says which column is which. No AuthKey is shown. */
import { useState } from 'react';
import { licenses } from '../../../i18n/en/licenses';
import { useText } from '../../../i18n/use-text';
import type { ColumnOffer } from '../../../protocols/license-sheet/sheet';
import { Button } from '../../../ui/button';
import { Select } from '../../../ui/field';
import styles from './import.module.css';

type Column = 'uuid' | 'authKey';

/** The only column that looks like it; of several, none. */
const likely = (offers: readonly ColumnOffer[], column: Column): string => {
  const fitting = offers.filter(({ like }) => like === column);
  return fitting.length === 1 ? String(fitting[0]!.index) : '';
};

export const ColumnChooser = ({
  offers,
  onRead,
  onLeave,
}: {
  offers: readonly ColumnOffer[];
  onRead: (columns: { uuid: number; authKey: number }) => void;
  onLeave: () => void;
}) => {
  const t = useText(licenses);
  const words = t.columnChooser;
  const [chosen, setChosen] = useState<Readonly<Record<Column, string>>>({
    uuid: likely(offers, 'uuid'),
    authKey: likely(offers, 'authKey'),
  });
  const same = chosen.uuid !== '' && chosen.uuid === chosen.authKey;
  const complete = chosen.uuid !== '' && chosen.authKey !== '' && !same;
  const select = (column: Column) => (
    <Select
      label={words[column]}
      value={chosen[column]}
      problem={same && column === 'authKey' ? words.same : undefined}
      onChange={(event) => setChosen({ ...chosen, [column]: event.target.value })}
    >
      <option value="">{words.none}</option>
      {offers.map(({ index, letter, name, example }) => (
        <option key={index} value={index}>
          {words.option(letter, name, example)}
        </option>
      ))}
    </Select>
  );
  return (
    <>
      <p role="status">{words.hint}</p>
      <div className={styles.choices}>
        {select('uuid')}
        {select('authKey')}
      </div>
      <div className={styles.buttons}>
        <Button
          kind="primary"
          disabled={!complete}
          onClick={() => onRead({ uuid: Number(chosen.uuid), authKey: Number(chosen.authKey) })}
        >
          {words.read}
        </Button>
        <Button onClick={onLeave}>{t.report.cancel}</Button>
      </div>
    </>
  );
};
