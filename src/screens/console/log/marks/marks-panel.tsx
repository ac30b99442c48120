/** Lines that a person marked, in order: a click goes there. */
import Bookmark from 'lucide-react/icons/bookmark';
import X from 'lucide-react/icons/x';
import { logWords } from '../../../../i18n/en/log-words';
import { useFormats, useText } from '../../../../i18n/use-text';
import type { LogMark } from '../../../../model/log-look';
import { IconButton } from '../../../../ui/button';
import { Panel } from '../../../../ui/panel';
import { Evidence, Mono } from '../../../../ui/text';
import styles from './marks-panel.module.css';

export const MarksPanel = ({
  marks,
  onGo,
  onRemove,
}: {
  marks: readonly LogMark[];
  onGo: (line: number) => void;
  onRemove: (line: number) => void;
}) => {
  const t = useText(logWords);
  const f = useFormats();
  return (
    <Panel title={t.marks}>
      {marks.length === 0 ? (
        <p>
          <Evidence>{t.noMarks}</Evidence>
        </p>
      ) : (
        <ul className={styles.marks}>
          {marks.map(({ line, at, text }) => (
            <li key={line}>
              <button type="button" className={styles.go} onClick={() => onGo(line)}>
                <Bookmark size={14} strokeWidth={1.75} aria-hidden="true" />
                <Mono>{f.moment(at)}</Mono>
                <span className={styles.text}>{text}</span>
              </button>
              <IconButton label={t.removeMark(f.moment(at))} size="small" onClick={() => onRemove(line)}>
                <X size={14} strokeWidth={1.75} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};
