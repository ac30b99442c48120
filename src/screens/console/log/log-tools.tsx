/** Above the glass: find, levels, chips, times, save, clear. */
import Eraser from 'lucide-react/icons/eraser';
import Palette from 'lucide-react/icons/palette';
import Save from 'lucide-react/icons/save';
import { console } from '../../../i18n/en/console';
import { hex } from '../../../i18n/en/hex';
import { logWords } from '../../../i18n/en/log-words';
import { useText } from '../../../i18n/use-text';
import type { LogFilter, LogSeen, LogWords } from '../../../model/log-look';
import { Button, IconButton } from '../../../ui/button';
import { Segmented } from '../../../ui/segmented';
import { FilterChips } from './find/filter-chips';
import { FindBar } from './find/find-bar';
import { LevelToggles, StreamToggles } from './find/level-toggles';
import styles from './log-panel.module.css';
import { type TimeMode, timeModes } from './rows/log-times';

export const LogTools = ({
  seen,
  filter,
  find,
  position,
  times,
  colours,
  canSave,
  asHex,
  onAsHex,
  onFilter,
  onFind,
  onStep,
  onTimes,
  onColours,
  onSave,
  onClear,
}: {
  seen: LogSeen;
  filter: LogFilter;
  find: LogWords;
  position: number | undefined;
  times: TimeMode;
  /** Those that the board asked for are drawn. */
  colours: boolean;
  canSave: boolean;
  /** Shown as bytes: what sifts lines has nothing to do there. */
  asHex: boolean;
  onAsHex: (asHex: boolean) => void;
  onFilter: (filter: LogFilter) => void;
  onFind: (find: LogWords) => void;
  onStep: (step: 1 | -1) => void;
  onTimes: (times: TimeMode) => void;
  onColours: (colours: boolean) => void;
  onSave: () => void;
  onClear: () => void;
}) => {
  const t = useText(console);
  const w = useText(logWords);
  const h = useText(hex);
  const addChip = (exclude: boolean) => {
    const id = crypto.randomUUID();
    onFilter({ ...filter, chips: [...filter.chips, { ...find, id, exclude }] });
    onFind({ ...find, text: '' });
  };
  return (
    <div className={styles.tools}>
      {asHex ? null : (
        <>
          <FindBar
            words={find}
            sought={seen.find}
            position={position}
            onWords={onFind}
            onStep={onStep}
            onChip={addChip}
          />
          <LevelToggles
            counts={seen.counts}
            hidden={filter.hidden}
            onHidden={(hidden) => onFilter({ ...filter, hidden })}
          />
          {seen.streams['log-port'] > 0 ? (
            <StreamToggles
              counts={seen.streams}
              hidden={filter.hiddenStreams}
              onHidden={(hiddenStreams) => onFilter({ ...filter, hiddenStreams })}
            />
          ) : null}
          <FilterChips chips={filter.chips} sought={seen.chips} onChips={(chips) => onFilter({ ...filter, chips })} />
        </>
      )}
      <div className={styles.toolsEnd}>
        <Segmented
          label={h.shownAs}
          value={asHex ? 'hex' : 'text'}
          choices={[
            { value: 'text', label: h.text },
            { value: 'hex', label: h.hex },
          ]}
          onChange={(as) => onAsHex(as === 'hex')}
        />
        {asHex ? null : (
          <>
            <Segmented
              label={w.times}
              value={times}
              choices={timeModes.map((value) => ({ value, label: w.timeMode[value] }))}
              onChange={onTimes}
            />
            <IconButton
              label={w.colours}
              size="small"
              kind={colours ? 'plain' : 'quiet'}
              aria-pressed={colours}
              onClick={() => onColours(!colours)}
            >
              <Palette size={15} strokeWidth={1.75} aria-hidden="true" />
            </IconButton>
          </>
        )}
        <Button
          kind="quiet"
          size="small"
          icon={<Save size={15} strokeWidth={1.75} aria-hidden="true" />}
          title={t.saveHint}
          disabled={!canSave}
          onClick={onSave}
        >
          {t.save}
        </Button>
        {asHex ? null : (
          <Button
            kind="quiet"
            size="small"
            icon={<Eraser size={15} strokeWidth={1.75} aria-hidden="true" />}
            title={t.clearHint}
            disabled={!canSave}
            onClick={onClear}
          >
            {t.clear}
          </Button>
        )}
      </div>
    </div>
  );
};
