/** A board that lost what was measured for its radio, or bears another board's: what is kept here, and the way back. */
import { useState } from 'react';
import { bench } from '../../../i18n/en/bench';
import { useFormats, useText } from '../../../i18n/use-text';
import type { CalibrationView } from '../../../model/calibration';
import type { LaneView } from '../../../model/run';
import { Button } from '../../../ui/button';
import { StateGlyph } from '../../../ui/state-glyph';
import { useBench } from '../../parts/bench-context';
import styles from './ready.module.css';
import { RestoreDialog } from './restore-dialog';

export const needsCalibration = ({ calibration }: LaneView): boolean =>
  calibration !== undefined && calibration.state !== 'kept';

export const CalibrationCallout = ({ lane, calibration }: { lane: LaneView; calibration: CalibrationView }) => {
  const t = useText(bench);
  const f = useFormats();
  const { send } = useBench();
  const [asking, setAsking] = useState(false);
  const { state, owner, offers } = calibration;
  const [first] = offers;
  const known = owner !== undefined && first?.mac === owner;
  return (
    <div className={styles.ready}>
      <StateGlyph state="yours" label={t.states.yours} />
      <div className={styles.words}>
        <h3>{t.calibration.title[state]}</h3>
        <p>
          {t.calibration.what[state](owner)}
          {t.calibration.space}
          {!first
            ? t.calibration.none
            : known
              ? t.calibration.keptOf(first.mac, f.date(first.at))
              : t.calibration.keptOfOthers(offers.length)}
        </p>
      </div>
      {first ? (
        <div className={styles.buttons}>
          <Button size="large" onClick={() => setAsking(true)}>
            {t.calibration.restore}
          </Button>
        </div>
      ) : null}
      {asking ? (
        <RestoreDialog
          offers={offers}
          state={state}
          onRestore={(kept) => send({ kind: 'restore-calibration', lane: lane.id, kept })}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
};
