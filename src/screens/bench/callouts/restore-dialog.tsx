/** Writing a kept calibration of the radio back: which one, and the last four digits of its MAC, as on the board's label. */
import { useState } from 'react';
import { bench } from '../../../i18n/en/bench';
import { shell } from '../../../i18n/en/shell';
import { useFormats, useText } from '../../../i18n/use-text';
import type { CalibrationState, KeptCalibration } from '../../../model/calibration';
import { Select } from '../../../ui/field';
import { Engraved, Mono } from '../../../ui/text';
import { TailDialog } from '../../parts/tail-dialog';
import styles from './release.module.css';

const digits = (text: string) => text.toUpperCase().replace(/[^0-9A-F]/g, '');

export const RestoreDialog = ({
  offers,
  state,
  onRestore,
  onClose,
}: {
  offers: readonly KeptCalibration[];
  state: CalibrationState;
  onRestore: (kept: string) => void;
  onClose: () => void;
}) => {
  const t = useText(bench).calibration;
  const { close } = useText(shell);
  const f = useFormats();
  const [chosen, choose] = useState(offers[0]?.id ?? '');
  const kept = offers.find(({ id }) => id === chosen) ?? offers[0];
  if (!kept) return null;
  return (
    <TailDialog
      words={{
        title: t.title.restore,
        close,
        keep: t.leave,
        do: t.write,
        label: t.label(`${kept.mac.slice(0, -5)}··:··`),
        hint: t.hint,
        wrong: t.wrong,
      }}
      isRight={(typed) => digits(typed) === digits(kept.mac).slice(-4)}
      longest={5}
      onDo={() => {
        onRestore(kept.id);
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t.text}</p>
      {offers.length > 1 ? (
        <Select label={t.which} value={kept.id} onChange={(event) => choose(event.target.value)}>
          {offers.map(({ id, mac, at }) => (
            <option key={id} value={id}>
              {mac}, {f.date(at)}
            </option>
          ))}
        </Select>
      ) : null}
      <dl className={styles.beforeAfter}>
        <div>
          <Engraved>{t.now}</Engraved>
          {t.before[state]}
        </div>
        <div>
          <Engraved>{t.later}</Engraved>
          <span>
            {t.after(f.date(kept.at))} <Mono pale>{kept.sha256.slice(0, 12)}…</Mono>
          </span>
        </div>
      </dl>
    </TailDialog>
  );
};
