/** Above the glass: find, levels, save, clear. */
import Eraser from 'lucide-react/icons/eraser';
import Save from 'lucide-react/icons/save';
import { console } from '../../i18n/en/console';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { SearchField } from '../../ui/search-field';
import styles from './console.module.css';
import { LevelToggles, StreamToggles } from './level-toggles';
import type { FilteredLog, LogFilter } from './log-filter';

export const LogTools = ({
  filter,
  counts,
  streams,
  canSave,
  onFilter,
  onSave,
  onClear,
}: {
  filter: LogFilter;
  counts: FilteredLog['counts'];
  streams: FilteredLog['streams'];
  canSave: boolean;
  onFilter: (filter: LogFilter) => void;
  onSave: () => void;
  onClear: () => void;
}) => {
  const t = useText(console);
  return (
    <div className={styles.tools}>
      <SearchField
        placeholder={t.find}
        label={t.findLabel}
        value={filter.words}
        onChange={(words) => onFilter({ ...filter, words })}
      />
      <LevelToggles counts={counts} hidden={filter.hidden} onHidden={(hidden) => onFilter({ ...filter, hidden })} />
      {streams['log-port'] > 0 ? (
        <StreamToggles
          counts={streams}
          hidden={filter.hiddenStreams}
          onHidden={(hiddenStreams) => onFilter({ ...filter, hiddenStreams })}
        />
      ) : null}
      <div className={styles.toolsEnd}>
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
      </div>
    </div>
  );
};
