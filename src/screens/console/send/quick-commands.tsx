/** The commands sent with a click, and the way to change them. */
import ListPlus from 'lucide-react/icons/list-plus';
import { lazy, Suspense, useState } from 'react';
import { sending } from '../../../i18n/en/sending';
import { useText } from '../../../i18n/use-text';
import type { SentEntry } from '../../../model/sending';
import { Button } from '../../../ui/button';
import { Engraved, Mono } from '../../../ui/text';
import { useQuick } from '../port/use-memory';
import styles from './send-line.module.css';

const QuickEditor = lazy(async () => ({ default: (await import('./quick-editor')).QuickEditor }));

export const QuickCommands = ({ disabled, onSend }: { disabled: boolean; onSend: (entry: SentEntry) => void }) => {
  const t = useText(sending).quick;
  const { answer: list = [] } = useQuick();
  const [editing, setEditing] = useState(false);
  return (
    <div className={styles.quick}>
      <Engraved>{t.title}</Engraved>
      {list.map((entry) => (
        <Button
          key={`${entry.hex ?? ''} ${entry.text}`}
          size="small"
          className={styles.command}
          disabled={disabled}
          title={entry.text}
          onClick={() => onSend(entry)}
        >
          <Mono>{entry.text}</Mono>
        </Button>
      ))}
      <Button
        kind="quiet"
        size="small"
        icon={<ListPlus size={15} strokeWidth={1.75} aria-hidden="true" />}
        onClick={() => setEditing(true)}
      >
        {t.edit}
      </Button>
      <Suspense>{editing ? <QuickEditor list={list} onClose={() => setEditing(false)} /> : null}</Suspense>
    </div>
  );
};
