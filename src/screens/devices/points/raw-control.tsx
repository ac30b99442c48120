/** Bytes, written in hex or base64. */
import { useState } from 'react';
import { devices } from '../../../i18n/en/devices';
import { useText } from '../../../i18n/use-text';
import { base64Length, base64ToHex, hexToBase64 } from '../../../model/data-point-rules';
import { Button } from '../../../ui/button';
import { BareInput } from '../../../ui/field';
import { Segmented } from '../../../ui/segmented';
import { Mono } from '../../../ui/text';
import type { ControlProps } from './control-props';
import styles from './dp-controls.module.css';
import { pointName } from './dp-values';
import { Outside } from './outside';

type Notation = 'hex' | 'base64';

const written = (base64: string, notation: Notation) => (notation === 'hex' ? (base64ToHex(base64) ?? '') : base64);
/** As base64, which is how it travels; undefined when it cannot be read. */
const read = (text: string, notation: Notation): string | undefined => {
  if (notation === 'hex') return hexToBase64(text);
  return base64Length(text.trim()) === undefined ? undefined : text.trim();
};

export const RawControl = ({ point, value, asked, onSend }: ControlProps) => {
  const t = useText(devices);
  const [notation, setNotation] = useState<Notation>('hex');
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? written(String(asked ?? value ?? ''), notation);
  const base64 = read(shown, notation);
  const name = pointName(point, point.code);
  const turn = (next: Notation) => {
    if (typed !== undefined && base64 !== undefined) setTyped(written(base64, next));
    setNotation(next);
  };
  return (
    <form
      className={styles.textBox}
      onSubmit={(event) => {
        event.preventDefault();
        if (base64 === undefined) return;
        onSend(base64);
        setTyped(undefined);
      }}
    >
      <span className={styles.counted} data-mono="">
        <BareInput
          aria-label={name}
          aria-invalid={base64 === undefined ? true : undefined}
          value={shown}
          autoComplete="off"
          spellCheck={false}
          data-asked={asked === undefined ? undefined : ''}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Mono className={styles.count}>{t.points.bytes(base64Length(base64 ?? '') ?? 0, point.maxlen ?? 255)}</Mono>
      </span>
      <Segmented
        label={`${name}: ${t.points.format}`}
        value={notation}
        choices={[
          { value: 'hex', label: t.points.hex },
          { value: 'base64', label: t.points.base64 },
        ]}
        onChange={turn}
      />
      <Button type="submit" size="small" disabled={base64 === undefined} aria-label={`${name}: ${t.points.send}`}>
        {t.points.send}
      </Button>
      {typed === undefined ? <Outside point={point} value={value} /> : null}
      {base64 === undefined && typed !== undefined ? (
        <p className={styles.problem}>{notation === 'hex' ? t.notHex : t.fault['not-base64']({})}</p>
      ) : null}
    </form>
  );
};
