/** Finds through the whole log: how often, the next, the one before; and makes a filter of what was found. */
import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronUp from 'lucide-react/icons/chevron-up';
import EyeOff from 'lucide-react/icons/eye-off';
import Filter from 'lucide-react/icons/filter';
import Regex from 'lucide-react/icons/regex';
import { console } from '../../../../i18n/en/console';
import { logWords } from '../../../../i18n/en/log-words';
import { useFormats, useText } from '../../../../i18n/use-text';
import type { LogWords, Sought } from '../../../../model/log-look';
import { Button, IconButton } from '../../../../ui/button';
import { SearchField } from '../../../../ui/search-field';
import { Evidence, Mono } from '../../../../ui/text';
import styles from './find-bar.module.css';

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const;

export const FindBar = ({
  words,
  sought,
  position,
  onWords,
  onStep,
  onChip,
}: {
  words: LogWords;
  sought: Sought | undefined;
  /** Of the hit that one stands at, from 1. */
  position: number | undefined;
  onWords: (words: LogWords) => void;
  onStep: (step: 1 | -1) => void;
  onChip: (exclude: boolean) => void;
}) => {
  const t = useText(console);
  const w = useText(logWords);
  const f = useFormats();
  const told = () => {
    if (words.text === '' || !sought) return undefined;
    if (sought.state === 'wrong' || sought.state === 'slow') return w.seek[sought.state];
    const more = sought.state === 'scanning' ? '…' : '';
    // One may stand at a line that is a hit no longer, as after another filter.
    const at = position === undefined || position > sought.lines ? '' : `${f.count(position)} / `;
    return `${at}${f.count(sought.lines)}${more}`;
  };
  const some = (sought?.lines ?? 0) > 0;
  return (
    <div className={styles.find}>
      <SearchField
        placeholder={t.find}
        label={t.findLabel}
        value={words.text}
        onChange={(text) => onWords({ ...words, text })}
        onEnter={(back) => words.text !== '' && onStep(back ? -1 : 1)}
      />
      <IconButton
        label={w.regex}
        size="small"
        aria-pressed={words.regex}
        className={words.regex ? styles.on : undefined}
        onClick={() => onWords({ ...words, regex: !words.regex })}
      >
        <Regex {...icon} />
      </IconButton>
      {words.text === '' ? null : (
        <>
          <output className={styles.told}>
            <Evidence>
              <Mono>{told()}</Mono>
            </Evidence>
          </output>
          <IconButton label={w.previous} size="small" disabled={!some} onClick={() => onStep(-1)}>
            <ChevronUp {...icon} />
          </IconButton>
          <IconButton label={w.next} size="small" disabled={!some} onClick={() => onStep(1)}>
            <ChevronDown {...icon} />
          </IconButton>
          <Button size="small" icon={<Filter {...icon} />} title={w.onlyHint} onClick={() => onChip(false)}>
            {w.onlyThese}
          </Button>
          <Button size="small" icon={<EyeOff {...icon} />} title={w.hideHint} onClick={() => onChip(true)}>
            {w.hideThese}
          </Button>
        </>
      )}
    </div>
  );
};
