/** The control that a panel will make of the data point, and what goes over the wire. */
import { type CSSProperties, useId, useState } from 'react';
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import type { DataPoint, DpValue } from '../../model/data-point';
import {
  bitsOf,
  checkDpValue,
  firstValue,
  flagsOf,
  nearestNumber,
  shownNumber,
  withFlag,
} from '../../model/data-point-rules';
import { Checkbox, Select, TextField } from '../../ui/field';
import { Segmented } from '../../ui/segmented';
import { Tag } from '../../ui/tag';
import { Engraved, Mono } from '../../ui/text';
import styles from './products.module.css';

interface Control {
  point: DataPoint;
  value: DpValue;
  label: string;
  onValue: (value: DpValue) => void;
}

const Slider = ({ point, value, label, onValue }: Control) => {
  const { min = 0, max = 0, step = 1, unit } = point;
  const at = Number(value);
  const share = max > min ? ((at - min) / (max - min)) * 100 : 0;
  const reading = `${shownNumber(point, at)}${unit ? ` ${unit}` : ''}`;
  return (
    <div className={styles.slider}>
      <div className={styles.track}>
        <input
          type="range"
          aria-label={label}
          aria-valuetext={reading}
          min={min}
          max={max}
          step={step > 0 ? step : 1}
          value={at}
          style={{ '--share': `${share}%` } as CSSProperties}
          onChange={({ target }) => onValue(nearestNumber(point, Number(target.value)))}
        />
        <span className={styles.ends}>
          <Mono>{shownNumber(point, min)}</Mono>
          <Mono>{shownNumber(point, max)}</Mono>
        </span>
      </div>
      <output className={styles.readout}>
        <Mono>{shownNumber(point, at)}</Mono>
        {unit ? <small> {unit}</small> : null}
      </output>
    </div>
  );
};

/** A menu when they are too many to stand side by side. */
const sideBySide = 4;

const Words = ({ point, value, label, onValue }: Control) => {
  const { range = [] } = point;
  if (range.length <= sideBySide && range.join('').length < 26) {
    const choices = range.map((word) => ({ value: word, label: word }));
    return <Segmented label={label} value={String(value)} choices={choices} onChange={onValue} />;
  }
  return (
    <Select label={label} value={String(value)} onChange={({ target }) => onValue(target.value)}>
      {range.map((word) => (
        <option key={word}>{word}</option>
      ))}
    </Select>
  );
};

const Flags = ({ point, value, onValue }: Control) => (
  <div className={styles.flags}>
    {Array.from({ length: bitsOf(point) }, (_, bit) => (
      <Checkbox
        // biome-ignore lint/suspicious/noArrayIndexKey: a flag is its place
        key={bit}
        label={point.labels?.[bit] ?? String(bit)}
        checked={flagsOf(Number(value)).includes(bit)}
        onChange={({ target }) => onValue(withFlag(Number(value), bit, target.checked))}
      />
    ))}
  </div>
);

const ControlOf = (control: Control) => {
  const t = useText(products).point;
  const { point, value, label, onValue } = control;
  switch (point.type) {
    case 'bool':
      return (
        <Checkbox
          label={value ? t.on : t.off}
          checked={value === true}
          onChange={({ target }) => onValue(target.checked)}
        />
      );
    case 'value':
      return <Slider {...control} />;
    case 'enum':
      return <Words {...control} />;
    case 'bitmap':
      return <Flags {...control} />;
    case 'string':
    case 'raw':
      return (
        <TextField
          label={label}
          value={String(value)}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => onValue(target.value)}
        />
      );
  }
};

/** What is only reported is read, never set: no control, as on the device's page. */
const ReadingOf = ({ point, value }: Pick<Control, 'point' | 'value'>) => {
  const t = useText(products).point;
  const { type, unit, labels = [] } = point;
  if (type === 'value') {
    return (
      <output className={styles.readout}>
        <Mono>{shownNumber(point, Number(value))}</Mono>
        {unit ? <small> {unit}</small> : null}
      </output>
    );
  }
  if (type === 'bitmap') {
    return (
      <span className={styles.flags}>
        {Array.from({ length: bitsOf(point) }, (_, bit) => labels[bit] ?? String(bit)).map((label) => (
          <Tag key={label}>
            <span translate="no">{label}</span>
          </Tag>
        ))}
      </span>
    );
  }
  const text = type === 'bool' ? (value ? t.on : t.off) : String(value);
  return <Tag>{text === '' ? '—' : text}</Tag>;
};

export const PointPreview = ({ point }: { point: DataPoint }) => {
  const t = useText(products).point;
  const id = useId();
  const [tried, setTried] = useState<DpValue>();
  const sound = tried !== undefined && !checkDpValue(point, tried);
  const value = sound ? tried : firstValue(point);
  // Text may be too long for a moment while it is typed; everything else follows its bounds.
  const shown = typeof tried === 'string' && (point.type === 'string' || point.type === 'raw') ? tried : value;
  if (checkDpValue(point, value) || Number.isNaN(point.id)) return null;
  return (
    <section className={styles.preview} aria-labelledby={id}>
      <span id={id}>
        <Engraved>{t.look}</Engraved>
      </span>
      {point.mode === 'ro' ? (
        <ReadingOf point={point} value={value} />
      ) : (
        <ControlOf point={point} value={shown} label={point.name || point.code} onValue={setTried} />
      )}
      <p className={styles.sends}>
        {point.mode === 'ro' ? t.reports : t.sends} <Mono strong>{JSON.stringify({ [point.id]: value })}</Mono>
      </p>
    </section>
  );
};
