/** What is wrong with a field, what the device makes of it, and the ways out, a click each. */
import { Fragment } from 'react';
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import { type DpFault, type DpField, type DpFix, refuses } from '../../model/product-rules';
import { TextButton } from '../../ui/button';
import styles from './products.module.css';

const shown = ({ value }: DpFix): string => (typeof value === 'object' ? value.join(', ') : String(value));

/** Only the first one begins with a capital letter: "Use step 100 or end at 6300". */
const inSentence = (words: string, index: number): string =>
  index === 0 ? words : words.charAt(0).toLowerCase() + words.slice(1);

const FaultNote = ({ fault, onFix }: { fault: DpFault; onFix: (fix: DpFix) => void }) => {
  const t = useText(products);
  const { what, why } = t.faults[fault.code](fault.facts);
  return (
    <p role="status">
      <strong>{what}</strong> {why}{' '}
      {fault.fixes.map((fix, index) => (
        <Fragment key={`${fix.field} ${shown(fix)}`}>
          {index > 0 ? t.or : null}
          <TextButton onClick={() => onFix(fix)}>{inSentence(t.fixes[fix.field](shown(fix)), index)}</TextButton>
        </Fragment>
      ))}
    </p>
  );
};

/** For a field's `problem`; undefined where nothing is wrong. */
export const noteFor = (faults: readonly DpFault[], field: DpField, onFix: (fix: DpFix) => void) => {
  const fault = faults.find((one) => one.field === field);
  return fault ? <FaultNote fault={fault} onFix={onFix} /> : undefined;
};

/** Marks a field whose note stands in the row below it. */
export const markedIf = (faults: readonly DpFault[], field: DpField) =>
  faults.some((one) => one.field === field && refuses(one))
    ? ({ 'aria-invalid': true, 'aria-describedby': `fault-${field}` } as const)
    : {};

/** Below two fields that share a row: half a row is too narrow for a sentence. */
export const FaultRow = ({
  faults,
  fields,
  onFix,
}: {
  faults: readonly DpFault[];
  fields: readonly DpField[];
  onFix: (fix: DpFix) => void;
}) => {
  const found = faults.filter(
    ({ field }, index) => fields.includes(field) && faults.findIndex((one) => one.field === field) === index,
  );
  return found.map((fault) => (
    <div
      key={fault.field}
      id={`fault-${fault.field}`}
      className={styles.fault}
      data-note={refuses(fault) ? undefined : ''}
    >
      <FaultNote fault={fault} onFix={onFix} />
    </div>
  ));
};
