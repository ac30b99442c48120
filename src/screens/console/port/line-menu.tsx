/** The line in full: a typed speed, data bits, parity, stop bits. */
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import { type Ref, useId, useRef, useState } from 'react';
import { sending } from '../../../i18n/en/sending';
import { useText } from '../../../i18n/use-text';
import {
  dataBitChoices,
  formatName,
  isSameLine,
  type LineSettings,
  parities,
  readBaud,
  stopBitChoices,
  usualLine,
} from '../../../model/line-settings';
import { Button } from '../../../ui/button';
import { TextField } from '../../../ui/field';
import { Menu } from '../../../ui/menu';
import { Segmented } from '../../../ui/segmented';
import { Engraved, Evidence, Mono } from '../../../ui/text';
import styles from './line-menu.module.css';

const asChoices = <T extends string | number>(values: readonly T[]) =>
  values.map((value) => ({ value: String(value), label: String(value) }));

const Row = <T extends string>({
  label,
  ...rest
}: {
  label: string;
  value: T;
  choices: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}) => (
  <div className={styles.row}>
    <Engraved>{label}</Engraved>
    <Segmented label={label} {...rest} />
  </div>
);

const LineForm = ({ line, onLine }: { line: LineSettings; onLine: (line: LineSettings) => void }) => {
  const t = useText(sending).line;
  const [typed, setTyped] = useState(String(line.baud));
  const [format, setFormat] = useState(line);
  const [wrong, setWrong] = useState(false);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const baud = readBaud(typed);
        setWrong(baud === undefined);
        if (baud !== undefined) onLine({ ...format, baud });
      }}
    >
      <TextField
        label={t.speed}
        hint={t.speedHint}
        problem={wrong ? t.wrongSpeed : undefined}
        value={typed}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          setWrong(false);
        }}
      />
      <Row
        label={t.dataBits}
        value={String(format.dataBits)}
        choices={asChoices(dataBitChoices)}
        onChange={(value) => setFormat({ ...format, dataBits: value === '7' ? 7 : 8 })}
      />
      <Row
        label={t.parity}
        value={format.parity}
        choices={parities.map((value) => ({ value, label: t.parities[value] }))}
        onChange={(parity) => setFormat({ ...format, parity })}
      />
      <Row
        label={t.stopBits}
        value={String(format.stopBits)}
        choices={asChoices(stopBitChoices)}
        onChange={(value) => setFormat({ ...format, stopBits: value === '2' ? 2 : 1 })}
      />
      <div className={styles.buttons}>
        {isSameLine(line, usualLine) ? null : <Button onClick={() => onLine(usualLine)}>{t.usual}</Button>}
        <Button type="submit" kind="primary">
          {t.use}
        </Button>
      </div>
      <Evidence>{t.note}</Evidence>
    </form>
  );
};

export const LineMenu = ({
  line,
  onLine,
  opener,
}: {
  line: LineSettings;
  onLine: (line: LineSettings) => void;
  /** For whoever opens it from elsewhere. */
  opener: Ref<HTMLButtonElement>;
}) => {
  const t = useText(sending).line;
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  /** Each opening begins with the line as it is. */
  const [opened, setOpened] = useState(0);
  const name = formatName(line);
  return (
    <>
      <Button
        ref={opener}
        popoverTarget={id}
        aria-label={t.open(name)}
        title={t.open(name)}
        onClick={() => setOpened(opened + 1)}
        icon={<SlidersHorizontal size={15} strokeWidth={1.75} aria-hidden="true" />}
      >
        <Mono>{name}</Mono>
      </Button>
      <Menu id={id} ref={menu}>
        <LineForm
          key={opened}
          line={line}
          onLine={(next) => {
            onLine(next);
            menu.current?.hidePopover();
          }}
        />
      </Menu>
    </>
  );
};
