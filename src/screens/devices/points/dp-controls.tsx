/** How a data point is set: a row per type. A control shows what the device reported, and marks what was asked for. */
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { devices } from '../../../i18n/en/devices';
import { useText } from '../../../i18n/use-text';
import { isColour, readColour } from '../../../model/colour-data';
import type { DpType } from '../../../model/data-point';
import { Button } from '../../../ui/button';
import { Select } from '../../../ui/field';
import { Segmented } from '../../../ui/segmented';
import { StateGlyph } from '../../../ui/state-glyph';
import { Mono, Reading, Spoken } from '../../../ui/text';
import { BitmapControl } from './bitmap-control';
import { ColourControl } from './colour-control';
import type { ControlProps } from './control-props';
import styles from './dp-controls.module.css';
import { pointName, scaled, withUnit } from './dp-values';
import { Outside } from './outside';
import { RawControl } from './raw-control';
import { StringControl } from './string-control';

const BoolControl = ({ point, value, asked, onSend }: ControlProps) => {
  const t = useText(devices).points;
  const name = pointName(point, point.code);
  if (point.mode === 'wr') {
    return (
      <span className={styles.buttons}>
        <Button size="small" onClick={() => onSend(true)} aria-label={`${name}: ${t.on}`}>
          {t.on}
        </Button>
        <Button size="small" onClick={() => onSend(false)} aria-label={`${name}: ${t.off}`}>
          {t.off}
        </Button>
      </span>
    );
  }
  const on = value === true;
  return (
    <span className={styles.switchBox}>
      <button
        type="button"
        role="switch"
        aria-checked={on}
        aria-label={name}
        className={styles.switch}
        data-asked={asked === undefined ? undefined : ''}
        onClick={() => onSend(!(asked ?? on))}
      >
        <span />
      </button>
      {value === undefined || typeof value === 'boolean' ? (
        <span className={styles.word}>{value === undefined ? '—' : on ? t.on : t.off}</span>
      ) : (
        <Outside point={point} value={value} />
      )}
    </span>
  );
};

const ValueControl = ({ point, value, asked, onSend }: ControlProps) => {
  const t = useText(devices).points;
  const { min = 0, max = 100, step = 1 } = point;
  const slider = useRef<HTMLInputElement>(null);
  const [dragged, setDragged] = useState<number>();
  const told = typeof value === 'number' ? value : undefined;
  const at = dragged ?? (typeof asked === 'number' ? asked : (told ?? min));
  const send = useRef(onSend);
  send.current = onSend;
  useEffect(() => {
    // The browser's own `change`: once per drag or key, where React's comes with every pixel.
    const letGo = (event: Event) => {
      setDragged(undefined);
      send.current(Number((event.target as HTMLInputElement).value));
    };
    const element = slider.current;
    element?.addEventListener('change', letGo);
    return () => element?.removeEventListener('change', letGo);
  }, []);
  const share = max > min ? (at - min) / (max - min) : 0;
  return (
    <>
      <span className={styles.slider}>
        <span className={styles.track}>
          <input
            ref={slider}
            type="range"
            aria-label={pointName(point, point.code)}
            aria-valuetext={withUnit(point, at)}
            min={min}
            max={max}
            step={step}
            value={at}
            data-asked={asked === undefined ? undefined : ''}
            style={{ '--share': `${share * 100}%` } as React.CSSProperties}
            onChange={(event) => setDragged(Number(event.target.value))}
          />
          <span className={styles.ends} aria-hidden="true">
            <Mono pale>{withUnit(point, min)}</Mono>
            <Mono pale>{withUnit(point, max)}</Mono>
          </span>
        </span>
        <Reading unit={told === undefined && dragged === undefined ? undefined : point.unit} className={styles.reading}>
          {dragged !== undefined ? scaled(point, dragged) : told === undefined ? '—' : scaled(point, told)}
        </Reading>
        {value === undefined && point.mode !== 'wr' ? <Spoken>{t.notReported}</Spoken> : null}
      </span>
      <Outside point={point} value={value} />
    </>
  );
};

/** Side by side up to five, then in a menu (look.md, "Data points"). */
const sideBySide = 5;
const roomForWords = 34;

const EnumControl = ({ point, value, asked, onSend }: ControlProps) => {
  const t = useText(devices).points;
  const range = point.range ?? [];
  const name = pointName(point, point.code);
  const word = value === undefined ? undefined : String(value);
  // A device can report what its model does not have: shown as it is, never as the first word.
  const strange = word !== undefined && !range.includes(word) ? word : undefined;
  if (range.length > sideBySide || range.join('').length > roomForWords) {
    return (
      <span className={styles.menu}>
        <Select
          label={<Spoken>{name}</Spoken>}
          value={String(asked ?? value ?? '')}
          onChange={(event) => onSend(event.target.value)}
        >
          {value === undefined && asked === undefined ? <option value="">{t.choose}</option> : null}
          {strange === undefined ? null : (
            <option value={strange} disabled>
              {t.outside(strange)}
            </option>
          )}
          {range.map((word) => (
            <option key={word}>{word}</option>
          ))}
        </Select>
        {asked === undefined ? null : <StateGlyph state="working" size={12} />}
      </span>
    );
  }
  return (
    <>
      <span className={styles.segments}>
        <Segmented
          label={name}
          value={String(value ?? '')}
          choices={range.map((word) => ({
            value: word,
            label: (
              <>
                <span translate="no">{word}</span>
                {asked === word ? <StateGlyph state="working" size={12} /> : null}
              </>
            ),
          }))}
          onChange={onSend}
        />
      </span>
      <Outside point={point} value={value} />
    </>
  );
};

/** A text, or the picker where it is a lamp's colour. Something else in its place stays a text. */
const TextControl = (props: ControlProps) => {
  const { point, value } = props;
  const text = String(value ?? '');
  if (!isColour(point) || (text !== '' && !readColour(point, text))) return <StringControl {...props} />;
  return <ColourControl {...props} />;
};

export const dpControls: Readonly<Record<DpType, ComponentType<ControlProps>>> = {
  bool: BoolControl,
  value: ValueControl,
  enum: EnumControl,
  string: TextControl,
  bitmap: BitmapControl,
  raw: RawControl,
};
