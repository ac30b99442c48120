/** Below the glass: does it follow, how fast does the board talk, how much is held. */
import Pause from 'lucide-react/icons/pause';
import Play from 'lucide-react/icons/play';
import { console } from '../../i18n/en/console';
import { useFormats, useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { StateGlyph } from '../../ui/state-glyph';
import { Evidence, Mono } from '../../ui/text';
import styles from './console.module.css';
import { type LogMinute, lastMinute } from './log-minute';
import { useSecond } from './log-side';

export const LogFoot = ({
  minute,
  held,
  hidden,
  live,
  following,
  onFollowing,
}: {
  minute: LogMinute;
  held: number;
  hidden: number;
  /** Somebody listens: lines may come. */
  live: boolean;
  following: boolean;
  onFollowing: (following: boolean) => void;
}) => {
  const t = useText(console);
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
      </Evidence>
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
