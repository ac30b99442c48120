/** What became of the last command of a data point, in a word and a shape. */
import { devices } from '../../../i18n/en/devices';
import { useFormats, useText } from '../../../i18n/use-text';
import { type Moment, msBetween } from '../../../model/clock';
import type { DataPoint } from '../../../model/data-point';
import type { CommandKind, DpCommand } from '../../../model/dp-command';
import type { StationState } from '../../../model/run';
import { StateGlyph } from '../../../ui/state-glyph';
import { Mono, Spoken } from '../../../ui/text';
import { latency } from '../../parts/latency';
import { useClock } from '../parts/use-clock';
import styles from './dp-row.module.css';
import { shownValue } from './dp-values';

const glyphs: Readonly<Record<CommandKind, StationState | undefined>> = {
  sent: 'working',
  answered: 'proven',
  differs: 'yours',
  // Nothing was proven: the cloud took it and nobody will ever say more.
  taken: undefined,
  'no-answer': 'failed',
  refused: 'failed',
  unsent: 'failed',
};

export const useCommandWords = () => {
  const t = useText(devices);
  const f = useFormats();
  return (command: DpCommand, point: DataPoint | undefined, now: Moment): string => {
    switch (command.kind) {
      case 'sent':
        return t.state.sent(f.seconds(Math.max(0, msBetween(command, now))));
      case 'answered':
        return t.state.answered(latency(command.ms ?? 0, f));
      case 'differs':
        return t.state.differs(shownValue(point, command.told ?? '', t.points));
      default:
        return t.state[command.kind];
    }
  };
};

/** `fresh`: the newest of all; only that one is coloured when it went well. */
export const DpState = ({ command, point, fresh }: { command: DpCommand; point: DataPoint; fresh: boolean }) => {
  const t = useText(devices);
  const words = useCommandWords();
  const now = useClock(command.kind === 'sent', 100);
  const glyph = glyphs[command.kind];
  const text = words(command, point, now);
  const quiet = command.kind === 'taken' || (command.kind === 'answered' && !fresh);
  return (
    <span className={styles.state} data-state={quiet ? undefined : glyph}>
      {quiet || !glyph ? null : <StateGlyph state={glyph} size={12} />}
      {command.kind === 'answered' ? (
        <>
          <Spoken>{t.state.answeredLabel(text)}</Spoken>
          <span aria-hidden="true">
            <Mono>{text}</Mono>
          </span>
        </>
      ) : (
        <span>{text}</span>
      )}
    </span>
  );
};
