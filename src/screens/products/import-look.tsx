/** What was read, and what it would change in the product it is put into. */
import { useState } from 'react';
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import type { DataPoint } from '../../model/data-point';
import type { Product } from '../../model/product';
import { checkDataPoints, refuses } from '../../model/product-rules';
import { Button } from '../../ui/button';
import { Select } from '../../ui/field';
import { StateGlyph } from '../../ui/state-glyph';
import styles from './products.module.css';
import { difference, takenOver } from './take-over';
import type { ImportState } from './use-import';

const newOne = '';

const codes = (points: readonly DataPoint[]) => points.map(({ code }) => code).join(', ');

export const ImportLook = ({
  looked,
  own,
  shown,
  onNew,
  onInto,
  onLeave,
}: {
  looked: Extract<ImportState, { kind: 'read' }>;
  own: readonly Product[];
  shown: string | undefined;
  onNew: (product: Product) => void;
  onInto: (product: Product) => void;
  onLeave: () => void;
}) => {
  const all = useText(products);
  const t = all.import;
  const { read, about } = looked;
  // The cloud has said which product it is; a file belongs most likely to what is on screen.
  const likely = about.pid ? about.pid : (shown ?? newOne);
  const [chosen, setChosen] = useState(likely);
  const target = own.find(({ pid }) => pid === chosen);
  const after = takenOver(target?.dataPoints ?? [], read);
  const wrong = checkDataPoints(after).filter((found) => found.some(refuses)).length;
  const { fresh, changed, gone, same } = difference(target?.dataPoints ?? [], after);
  const untouched = target !== undefined && fresh.length + changed.length + gone.length === 0;
  const keep = () => {
    const at = Date.now();
    const agent = about.agent ?? target?.agent;
    const told = { dataPoints: after, source: about.source, at, ...(agent && { agent }) };
    if (target) onInto({ ...target, ...told });
    else onNew({ pid: about.pid, name: about.name, virtual: false, ...told });
  };
  return (
    <div className={styles.form}>
      <p className={styles.found}>{t.found(read.dataPoints.length, t.forms[read.form])}</p>
      <ul className={styles.notes}>
        {read.notes.map((note) => (
          <li key={note}>{t.notes[note]}</li>
        ))}
        {read.leftOut.map(({ code, refusal, path, facts }) => (
          <li key={path}>
            <StateGlyph state="yours" size={12} /> {t.leftOut(code, t.refusals[refusal]?.(path, facts) ?? '')}
          </li>
        ))}
        {wrong > 0 ? (
          <li>
            <StateGlyph state="failed" size={12} /> {t.wrong(wrong)}
          </li>
        ) : null}
      </ul>
      {own.length > 0 ? (
        <Select label={t.into} value={target ? chosen : newOne} onChange={({ target: { value } }) => setChosen(value)}>
          <option value={newOne}>{t.newProduct}</option>
          {own.map(({ pid, name }) => (
            <option key={pid} value={pid}>
              {name} ({pid})
            </option>
          ))}
        </Select>
      ) : null}
      {target ? (
        <div role="status">
          <ul className={styles.notes}>
            {untouched ? <li>{t.nothing}</li> : null}
            {fresh.length > 0 ? <li>{t.fresh(fresh.length, codes(fresh))}</li> : null}
            {changed.length > 0 ? <li>{t.changed(changed.length, codes(changed))}</li> : null}
            {gone.length > 0 ? <li>{t.gone(gone.length, codes(gone))}</li> : null}
            {untouched ? null : <li>{t.same(same)}</li>}
          </ul>
        </div>
      ) : null}
      <div className={styles.buttons}>
        <Button kind="primary" disabled={untouched} onClick={keep}>
          {target ? t.keepInto : t.keepNew}
        </Button>
        <Button onClick={onLeave}>{t.cancel}</Button>
      </div>
    </div>
  );
};
