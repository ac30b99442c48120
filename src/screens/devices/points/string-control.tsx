/** A text with its count of bytes; it goes when it is sent, not while it is typed. */
import { useState } from 'react';
import { devices } from '../../../i18n/en/devices';
import { useText } from '../../../i18n/use-text';
import { checkDpValue, utf8Length } from '../../../model/data-point-rules';
import { Button } from '../../../ui/button';
import { BareInput } from '../../../ui/field';
import { Mono } from '../../../ui/text';
import type { ControlProps } from './control-props';
import styles from './dp-controls.module.css';
import { pointName, shownFacts } from './dp-values';
import { Outside } from './outside';

export const StringControl = ({ point, value, asked, onSend }: ControlProps) => {
  const all = useText(devices);
  const t = all.points;
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? String(asked ?? value ?? '');
  const most = point.maxlen ?? 255;
  const problem = checkDpValue(point, shown);
  const name = pointName(point, point.code);
  return (
    <form
      className={styles.textBox}
      onSubmit={(event) => {
        event.preventDefault();
        onSend(shown);
        setTyped(undefined);
      }}
    >
      <span className={styles.counted}>
        <BareInput
          aria-label={name}
          aria-invalid={typed !== undefined && problem ? true : undefined}
          value={shown}
          autoComplete="off"
          spellCheck={false}
          data-asked={asked === undefined ? undefined : ''}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Mono className={styles.count}>{t.bytes(utf8Length(shown), most)}</Mono>
      </span>
      {typed === undefined ? <Outside point={point} value={value} /> : null}
      {typed !== undefined && problem ? (
        <p className={styles.problem} role="status">
          {all.fault[problem.code](shownFacts(point, problem.facts))}
        </p>
      ) : null}
      <Button type="submit" size="small" disabled={problem !== undefined} aria-label={`${name}: ${t.send}`}>
        {t.send}
      </Button>
    </form>
  );
};
