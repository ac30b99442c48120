/** Bytes, written in hex or base64. */
import { useState } from 'react';
import { devices } from '../../i18n/en/devices';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { BareInput } from '../../ui/field';
import { Segmented } from '../../ui/segmented';
import { Mono } from '../../ui/text';
import type { ControlProps } from './dp-controls';
import styles from './dp-controls.module.css';
import { base64Of, bytesOfBase64, bytesOfHex, hexOf, pointName } from './dp-values';

type Notation = 'hex' | 'base64';

const written = (bytes: Uint8Array, notation: Notation) => (notation === 'hex' ? hexOf(bytes) : base64Of(bytes));
const read = (text: string, notation: Notation) => (notation === 'hex' ? bytesOfHex(text) : bytesOfBase64(text));

export const RawControl = ({ point, value, asked, onSend }: ControlProps) => {
  const t = useText(devices);
  const [notation, setNotation] = useState<Notation>('hex');
  const [typed, setTyped] = useState<string>();
  const told = bytesOfBase64(String(asked ?? value ?? '')) ?? new Uint8Array();
  const shown = typed ?? written(told, notation);
  const bytes = read(shown, notation);
  const name = pointName(point, point.code);
  const turn = (next: Notation) => {
    if (typed !== undefined && bytes) setTyped(written(bytes, next));
    setNotation(next);
  };
  return (
    <form
      className={styles.textBox}
      onSubmit={(event) => {
        event.preventDefault();
        if (!bytes) return;
        onSend(base64Of(bytes));
        setTyped(undefined);
      }}
    >
      <span className={styles.counted} data-mono="">
        <BareInput
          aria-label={name}
          aria-invalid={bytes ? undefined : true}
          value={shown}
          autoComplete="off"
          spellCheck={false}
          data-asked={asked === undefined ? undefined : ''}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Mono className={styles.count}>{t.points.bytes(bytes?.length ?? 0, point.maxlen ?? 255)}</Mono>
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
      <Button type="submit" size="small" disabled={!bytes} aria-label={`${name}: ${t.points.send}`}>
        {t.points.send}
      </Button>
      {bytes ? null : <p className={styles.problem}>{notation === 'hex' ? t.fault.hex() : t.fault.base64()}</p>}
    </form>
  );
};
