import { type LicenseFault, licenseFault } from '../../../model/license-rules';
import type { Details } from '../../../model/problem';
import { type Cell, type MalformedCode, type RawRow, type SheetSource, textOf } from '../sheet';

/** Whether two cells can be a license, and which of the rules says no (authorize-cli, section 4, testable rules). */

export interface Fault {
  code: MalformedCode;
  facts: Details;
}

type Column = 'uuid' | 'authKey';

const cellFault = (cell: Cell, column: Column, source: SheetSource): Fault | undefined => {
  const text = textOf(cell);
  if (!text) return { code: column === 'uuid' ? 'uuid-missing' : 'auth-key-missing', facts: { column } };
  if (typeof cell !== 'string') return { code: 'number-cell', facts: { column } };
  if (/^\d(?:[.,]\d+)?e[+-]?\d+$/i.test(text)) return { code: 'spreadsheet-number', facts: { column } };
  // In .xlsx a text cell was never a number, whatever it looks like.
  if (source.kind !== 'xlsx' && /^\d{15}0+$/.test(text)) return { code: 'rounded-digits', facts: { column } };
  return undefined;
};

const factsOf = (code: LicenseFault, uuid: string, authKey: string): Details => {
  const column: Column = code.startsWith('uuid') ? 'uuid' : 'authKey';
  const text = column === 'uuid' ? uuid : authKey;
  if (code === 'placeholder') return {};
  if (code === 'uuid-length' || code === 'auth-key-length') return { column, length: text.length };
  const allowed = column === 'uuid' ? /[A-Za-z0-9._-]/ : /[\x21-\x7e]/;
  return { column, position: [...text].findIndex((char) => !allowed.test(char)) + 1 };
};

/** Undefined when the row holds a license. */
export const rowFault = ({ uuid, authKey }: RawRow, source: SheetSource): Fault | undefined => {
  const cell = cellFault(uuid, 'uuid', source) ?? cellFault(authKey, 'authKey', source);
  if (cell) return cell;
  const license = { uuid: textOf(uuid), authKey: textOf(authKey) };
  const code = licenseFault(license);
  return code && { code, facts: factsOf(code, license.uuid, license.authKey) };
};
