/** Above the table: find, and which states to show. */
import EyeOff from 'lucide-react/icons/eye-off';
import { licenses } from '../../../i18n/en/licenses';
import { useFormats, useText } from '../../../i18n/use-text';
import type { LicenseState } from '../../../model/license';
import { SearchField } from '../../../ui/search-field';
import { Evidence } from '../../../ui/text';
import styles from './ledger.module.css';
import { countOf, type LedgerFilter, stateFilters } from './ledger-view';

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
  return (
    <div className={styles.tools}>
      <SearchField
        placeholder={t.search}
        label={t.searchLabel}
        value={filter.words}
        onChange={(words) => onFilter({ ...filter, words })}
      />
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
