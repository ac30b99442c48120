/** Above the glass: find, levels, save, clear. */
import Eraser from 'lucide-react/icons/eraser';
import Save from 'lucide-react/icons/save';
import Search from 'lucide-react/icons/search';
import { useEffect, useRef } from 'react';
import { console } from '../../i18n/en/console';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { BareInput } from '../../ui/field';
import styles from './console.module.css';
import { LevelToggles } from './level-toggles';
import type { FilteredLog, LogFilter } from './log-filter';

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');

export const LogTools = ({
  filter,
  counts,
  canSave,
  onFilter,
  onSave,
  onClear,
}: {
  filter: LogFilter;
  counts: FilteredLog['counts'];
  canSave: boolean;
  onFilter: (filter: LogFilter) => void;
  onSave: () => void;
  onClear: () => void;
}) => {
  const t = useText(console);
  const search = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const toSearch = (event: KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event.target)) return;
      event.preventDefault();
      search.current?.querySelector('input')?.focus();
    };
    addEventListener('keydown', toSearch);
    return () => removeEventListener('keydown', toSearch);
  }, []);
  return (
    <div className={styles.tools}>
      <div ref={search} className={styles.search}>
        <Search size={15} strokeWidth={1.75} aria-hidden="true" />
        <BareInput
          type="search"
          placeholder={t.find}
          aria-label={t.findLabel}
          aria-keyshortcuts="/"
          value={filter.words}
          onChange={(event) => onFilter({ ...filter, words: event.target.value })}
          onKeyDown={(event) => event.key === 'Escape' && onFilter({ ...filter, words: '' })}
        />
        <kbd>/</kbd>
      </div>
      <LevelToggles counts={counts} hidden={filter.hidden} onHidden={(hidden) => onFilter({ ...filter, hidden })} />
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
