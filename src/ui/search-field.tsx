/** A field that finds: "/" goes there from anywhere on the screen, Escape empties it. */
import Search from 'lucide-react/icons/search';
import { useEffect, useRef } from 'react';
import { BareInput } from './field';
import { isTyping } from './is-typing';
import styles from './search-field.module.css';

export const SearchField = ({
  placeholder,
  label,
  value,
  onChange,
  onEnter,
}: {
  placeholder: string;
  label: string;
  value: string;
  onChange: (words: string) => void;
  /** `back` with Shift. */
  onEnter?: (back: boolean) => void;
}) => {
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const toSearch = (event: KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event.target)) return;
      event.preventDefault();
      field.current?.querySelector('input')?.focus();
    };
    addEventListener('keydown', toSearch);
    return () => removeEventListener('keydown', toSearch);
  }, []);
  return (
    <div ref={field} className={styles.search}>
      <Search size={15} strokeWidth={1.75} aria-hidden="true" />
      <BareInput
        type="search"
        placeholder={placeholder}
        aria-label={label}
        aria-keyshortcuts="/"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange('');
          if (event.key === 'Enter') onEnter?.(event.shiftKey);
        }}
      />
      <kbd>/</kbd>
    </div>
  );
};
