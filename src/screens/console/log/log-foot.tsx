/** Below the glass: does it follow, how fast does the board talk, how much is held. */
import Binary from 'lucide-react/icons/binary';
import Bookmark from 'lucide-react/icons/bookmark';
import Copy from 'lucide-react/icons/copy';
import Pause from 'lucide-react/icons/pause';
import Play from 'lucide-react/icons/play';
import { console } from '../../../i18n/en/console';
import { hex } from '../../../i18n/en/hex';
import { logWords } from '../../../i18n/en/log-words';
import { useFormats, useText } from '../../../i18n/use-text';
import type { LogSecond } from '../../../model/log-look';
import { Button } from '../../../ui/button';
import { StateGlyph } from '../../../ui/state-glyph';
import { Evidence, Mono } from '../../../ui/text';
import styles from './log-panel.module.css';
import { lastMinute } from './minute/log-minute';
import { useSecond } from './minute/use-second';

export const LogFoot = ({
  minute,
  held,
  hidden,
  filtered,
  live,
  following,
  chosen,
  onFollowing,
  chosenBytes,
  asHex,
  onMark,
  onCopy,
  onCopyHex,
}: {
  minute: readonly LogSecond[];
  held: number;
  hidden: number;
  filtered: number;
  /** Somebody listens: lines may come. */
  live: boolean;
  following: boolean;
  /** Lines a person chose. */
  chosen: number;
  onFollowing: (following: boolean) => void;
  /** Bytes, where these are shown. */
  chosenBytes: number;
  asHex: boolean;
  onMark: () => void;
  onCopy: () => void;
  onCopyHex: () => void;
}) => {
  const t = useText(console);
  const w = useText(logWords);
  const h = useText(hex);
  const f = useFormats();
  const perSecond = lastMinute(minute, useSecond()).at(-1)?.lines ?? 0;
  const state = () => {
    if (!live) return t.notListening;
    return following ? t.following : t.held;
  };
  return (
    <div className={styles.foot}>
      <span className={styles.footState} data-live={live && following ? '' : undefined}>
        <StateGlyph state={live && following ? 'working' : 'ahead'} size={14} />
        {state()}
      </span>
      <Evidence>
        <Mono strong>{f.count(perSecond)}</Mono> {t.linesPerSecond}
      </Evidence>
      <Evidence className={styles.footEnd}>
        {t.heldLines(held)}
        {hidden > 0 ? `, ${t.leftOut(hidden)}` : ''}
        {filtered > 0 ? `, ${w.filtered(filtered)}` : ''}
      </Evidence>
      {chosen + chosenBytes > 0 ? (
        <Button size="small" icon={<Binary size={14} strokeWidth={1.75} aria-hidden="true" />} onClick={onCopyHex}>
          {asHex ? h.copyBytes(chosenBytes) : h.copyHex}
        </Button>
      ) : null}
      {chosen > 0 ? (
        <Button size="small" icon={<Copy size={14} strokeWidth={1.75} aria-hidden="true" />} onClick={onCopy}>
          {w.copy(chosen)}
        </Button>
      ) : null}
      {asHex ? null : (
        <Button
          size="small"
          icon={<Bookmark size={14} strokeWidth={1.75} aria-hidden="true" />}
          title={w.markHint}
          disabled={held === 0}
          onClick={onMark}
        >
          {w.mark}
        </Button>
      )}
      {/* Nothing comes that could be held back; who has held it back may still go on. */}
      {live || !following ? (
        <Button
          size="small"
          icon={
            following ? (
              <Pause size={14} strokeWidth={1.75} aria-hidden="true" />
            ) : (
              <Play size={14} strokeWidth={1.75} aria-hidden="true" />
            )
          }
          onClick={() => onFollowing(!following)}
        >
          {following ? t.pause : t.follow}
        </Button>
      ) : null}
    </div>
  );
};
