/** The exceptions of an import, by row number, each with its reason. */

import type { WordsOf } from '../../i18n/catalog';
import type { licenses as english } from '../../i18n/en/licenses';
import { licenses } from '../../i18n/en/licenses';
import { useText } from '../../i18n/use-text';
import { Evidence } from '../../ui/text';
import styles from './import.module.css';
import type { Exception, RowKind } from './import-report';
import { CellMark } from './sheet-cells';

const markOf: Readonly<Record<Exception['kind'], RowKind>> = {
  malformed: 'malformed',
  refused: 'refused',
  duplicate: 'duplicate',
  'same-mac': 'spent',
  spent: 'spent',
  'spent-since': 'spent',
  here: 'here',
};

const reasonOf = (words: WordsOf<typeof english>['report'], exception: Exception): string => {
  switch (exception.kind) {
    case 'malformed':
      return words.malformed[exception.code]?.(exception.column, exception.number) ?? exception.code;
    case 'duplicate':
      return words.duplicate(exception.firstRows, exception.sameKey);
    case 'spent':
      return words.spent[exception.why];
    case 'same-mac':
      return words.sameMac(exception.mac);
    case 'refused':
      return words.refused[exception.why];
    case 'here':
      return words.here;
    case 'spent-since':
      return words.spentSince;
  }
};

export const ImportExceptions = ({ exceptions }: { exceptions: readonly Exception[] }) => {
  const words = useText(licenses).report;
  return (
    <ul className={styles.exceptions}>
      {exceptions.map((exception) => (
        <li key={`${exception.kind} ${exception.rows[0]}`}>
          <CellMark kind={markOf[exception.kind]} />
          <div>
            <h3>{words.rows(exception.rows)}</h3>
            <Evidence>{reasonOf(words, exception)}</Evidence>
          </div>
        </li>
      ))}
    </ul>
  );
};
