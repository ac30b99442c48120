/** Above the table: find, and which states to show. */
import EyeOff from 'lucide-react/icons/eye-off';
import Search from 'lucide-react/icons/search';
import { useEffect, useRef } from 'react';
import { licenses } from '../../i18n/en/licenses';
import { useFormats, useText } from '../../i18n/use-text';
import type { LicenseState } from '../../model/license';
import { BareInput } from '../../ui/field';
import { Evidence } from '../../ui/text';
import styles from './ledger.module.css';
import { countOf, type LedgerFilter, stateFilters } from './ledger-view';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select');

export const LedgerTools = ({
  filter,
  counts,
  onFilter,
}: {
  filter: LedgerFilter;
  counts: Readonly<Record<LicenseState, number>>;
  onFilter: (filter: LedgerFilter) => void;
}) => {
  const t = useText(licenses);
  const f = useFormats();
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
          placeholder={t.search}
          aria-label={t.searchLabel}
          aria-keyshortcuts="/"
          value={filter.words}
          onChange={(event) => onFilter({ ...filter, words: event.target.value })}
          onKeyDown={(event) => event.key === 'Escape' && onFilter({ ...filter, words: '' })}
        />
        <kbd>/</kbd>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex line in every browser */}
      <div className={styles.filters} role="group" aria-label={t.filters}>
        {stateFilters.map((state) => (
          <button
            key={state}
            type="button"
            className={styles.filter}
            data-filter={state}
            aria-pressed={filter.state === state}
            onClick={() => onFilter({ ...filter, state })}
          >
            {t.filter[state]}
            {state === 'doubtful' && counts.doubtful > 0 ? <b>{f.count(countOf(counts, state))}</b> : null}
          </button>
        ))}
      </div>
      <span className={styles.hold}>
        <EyeOff size={14} strokeWidth={1.75} aria-hidden="true" />
        <Evidence>{t.holdHint}</Evidence>
      </span>
    </div>
  );
};
