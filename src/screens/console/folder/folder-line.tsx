/** Logs that are saved by themselves: a button while they are not, and a line that says how it goes while they are. */
import FolderDown from 'lucide-react/icons/folder-down';
import { useId, useRef } from 'react';
import { logFolderWords } from '../../../i18n/en/log-folder';
import { useText } from '../../../i18n/use-text';
import type { LogFolderSeen } from '../../../model/log-folder';
import { Button } from '../../../ui/button';
import { Menu } from '../../../ui/menu';
import { type GlyphState, StateGlyph } from '../../../ui/state-glyph';
import { Evidence, PanelTitle } from '../../../ui/text';
import styles from './folder-line.module.css';
import type { useLogFolder } from './use-log-folder';

type Folder = ReturnType<typeof useLogFolder>;

const glyphs: Readonly<Record<LogFolderSeen['state'], GlyphState>> = {
  saving: 'working',
  asks: 'yours',
  full: 'failed',
  gone: 'failed',
  failed: 'failed',
};

export const FolderButton = ({ folder: { seen, canChoose, choose } }: { folder: Folder }) => {
  const t = useText(logFolderWords);
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  if (seen) return null;
  return (
    <>
      <Button kind="quiet" icon={<FolderDown size={16} strokeWidth={1.75} aria-hidden="true" />} popoverTarget={id}>
        {t.open}
      </Button>
      <Menu id={id} ref={menu}>
        <div className={styles.offer}>
          <PanelTitle>{t.title}</PanelTitle>
          <p>{canChoose ? t.intro : t.unsupported}</p>
          {canChoose ? (
            <Button
              kind="primary"
              onClick={() => {
                menu.current?.hidePopover();
                void choose();
              }}
            >
              {t.choose}
            </Button>
          ) : null}
        </div>
      </Menu>
    </>
  );
};

export const FolderLine = ({ folder: { seen, refused, canChoose, choose, allow, stop } }: { folder: Folder }) => {
  const t = useText(logFolderWords);
  if (!seen)
    return refused ? (
      <p role="alert" className={styles.line}>
        {t.notKept}
      </p>
    ) : null;
  const { state, name, file, lines, reason } = seen;
  return (
    <div className={styles.line} role="status">
      <StateGlyph state={glyphs[state]} size={14} />
      <span className={styles.told}>
        {t.state[state](name, file)} {state === 'failed' && reason ? <Evidence>{reason}</Evidence> : null}
      </span>
      {lines > 0 ? <Evidence>{t.lines(lines)}</Evidence> : null}
      <span className={styles.end}>
        {state === 'saving' ? null : (
          <Button size="small" kind={state === 'asks' ? 'primary' : 'plain'} onClick={() => void allow()}>
            {state === 'asks' ? t.allow : t.retry}
          </Button>
        )}
        {canChoose && state !== 'asks' ? (
          <Button size="small" kind="quiet" onClick={() => void choose()}>
            {t.other}
          </Button>
        ) : null}
        <Button size="small" kind="quiet" onClick={() => void stop()}>
          {t.stop}
        </Button>
      </span>
    </div>
  );
};
