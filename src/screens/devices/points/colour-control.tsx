/** A lamp's colour: the browser's own picker, and what is sent. A text that holds no colour is a text like others. */
import { useEffect, useRef, useState } from 'react';
import { devices } from '../../../i18n/en/devices';
import { useText } from '../../../i18n/use-text';
import { colourOfCss, cssColour, formFor, readColour, writeColour } from '../../../model/colour-data';
import { StateGlyph } from '../../../ui/state-glyph';
import { Mono, Spoken } from '../../../ui/text';
import type { ControlProps } from './control-props';
import styles from './dp-controls.module.css';
import { pointName, shownColour } from './dp-values';

export const ColourSwatch = ({ css }: { css: string }) => (
  <span className={styles.swatch} style={{ background: css }} aria-hidden="true" />
);

export const ColourControl = ({ point, value, asked, onSend }: ControlProps) => {
  const t = useText(devices).points;
  const picker = useRef<HTMLInputElement>(null);
  const [picked, setPicked] = useState<string>();
  const told = readColour(point, String(asked ?? value ?? ''));
  const write = (css: string) => writeColour(told?.form ?? formFor(point), colourOfCss(css, told?.colour.hue));
  const send = useRef(onSend);
  send.current = onSend;
  const written = useRef(write);
  written.current = write;
  useEffect(() => {
    // The browser's own `change`: when the picker is left, where React's comes with every move in it.
    const chosen = (event: Event) => {
      setPicked(undefined);
      send.current(written.current((event.target as HTMLInputElement).value));
    };
    const element = picker.current;
    element?.addEventListener('change', chosen);
    return () => element?.removeEventListener('change', chosen);
  }, []);
  const css = picked ?? (told ? cssColour(told.colour) : '#ffffff');
  const text = picked === undefined ? String(asked ?? value ?? '') : write(picked);
  return (
    <span className={styles.switchBox}>
      <input
        ref={picker}
        type="color"
        className={styles.colour}
        aria-label={pointName(point, point.code)}
        value={css}
        data-asked={asked === undefined ? undefined : ''}
        data-unknown={told || picked ? undefined : ''}
        onChange={(event) => setPicked(event.target.value)}
      />
      <span className={styles.word}>{told || picked ? shownColour(point, text) : '—'}</span>
      {told || picked ? <Mono pale>{text}</Mono> : null}
      {asked === undefined ? null : <StateGlyph state="working" size={12} />}
      {value === undefined && point.mode !== 'wr' ? <Spoken>{t.notReported}</Spoken> : null}
    </span>
  );
};
