/** The exceptions of an import, by row number, each with its reason. */

import type { WordsOf } from '../../../i18n/catalog';
import type { licenses as english } from '../../../i18n/en/licenses';
import { licenses } from '../../../i18n/en/licenses';
import { useText } from '../../../i18n/use-text';
import { Evidence } from '../../../ui/text';
import styles from './import.module.css';
import type { Exception, RowKind } from './import-report';
import { CellMark } from './sheet-cells';

const markOf: Readonly<Record<Exception['kind'], RowKind>> = {
  malformed: 'malformed',
  refused: 'refused',
  'shared-key': 'refused',
  duplicate: 'duplicate',
  'same-mac': 'spent',
  spent: 'spent',
  'spent-since': 'spent',
  here: 'here',
  cleaned: 'here',
};

type Words = WordsOf<typeof english>['report'];

/** `Rows 3 and 4`, behind the name of their sheet when there are several. */
export const rowWords = (words: Words, { rows, sheet }: { rows: readonly number[]; sheet?: string }): string =>
  sheet === undefined ? words.rows(rows) : words.inSheet(sheet, words.rows(rows));

const reasonOf = (words: Words, exception: Exception): string => {
  switch (exception.kind) {
    case 'malformed':
      return words.malformed[exception.code]?.(exception.column, exception.number) ?? exception.code;
    case 'duplicate':
      return words.duplicate(exception.first.rows, exception.sameKey, exception.first.sheet);
    case 'shared-key':
      return words.sharedKey(exception.others.map((rows) => rowWords(words, rows)));
    case 'cleaned':
      return words.cleaned(exception.characters.map(words.invisible));
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

/** A sheet that is wrong in every row may have as many reasons: nobody reads more than these. */
const shown = 40;

export const ImportExceptions = ({ exceptions }: { exceptions: readonly Exception[] }) => {
  const words = useText(licenses).report;
  return (
    <>
      <ul className={styles.exceptions}>
        {exceptions.slice(0, shown).map((exception) => (
          <li key={`${exception.kind} ${exception.sheet ?? ''} ${exception.rows[0]}`}>
            <CellMark kind={markOf[exception.kind]} />
            <div>
              <h3>{rowWords(words, exception)}</h3>
              <Evidence>{reasonOf(words, exception)}</Evidence>
            </div>
          </li>
        ))}
      </ul>
      {exceptions.length > shown ? <Evidence>{words.moreExceptions(exceptions.length - shown)}</Evidence> : null}
    </>
  );
};
