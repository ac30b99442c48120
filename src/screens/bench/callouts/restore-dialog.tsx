/** Writing a kept calibration of the radio back: which one, and the last four digits of its MAC, as on the board's label. */
import { useState } from 'react';
import { bench } from '../../../i18n/en/bench';
import { useFormats, useText } from '../../../i18n/use-text';
import type { CalibrationState, KeptCalibration } from '../../../model/calibration';
import { Select } from '../../../ui/field';
import { Mono } from '../../../ui/text';
import { MacDialog } from '../../parts/mac-dialog';

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
  const f = useFormats();
  const [chosen, choose] = useState(offers[0]?.id ?? '');
  const kept = offers.find(({ id }) => id === chosen) ?? offers[0];
  if (!kept) return null;
  return (
    <MacDialog
      tail={{ kind: 'mac', name: kept.mac }}
      words={{
        title: t.title.restore,
        keep: t.leave,
        do: t.write,
        label: t.label,
        hint: t.hint,
        wrong: t.wrong,
        text: t.text,
        now: t.now,
        before: t.before[state],
        later: t.later,
        after: (
          <span>
            {t.after(f.date(kept.at))} <Mono pale>{kept.sha256.slice(0, 12)}…</Mono>
          </span>
        ),
      }}
      onDo={() => onRestore(kept.id)}
      onClose={onClose}
    >
      {offers.length > 1 ? (
        <Select label={t.which} value={kept.id} onChange={(event) => choose(event.target.value)}>
          {offers.map(({ id, mac, at }) => (
            <option key={id} value={id}>
              {mac}, {f.date(at)}
            </option>
          ))}
        </Select>
      ) : null}
    </MacDialog>
  );
};
