/** One port's log with everything around it. Mounted anew for another port. */
import { useMemo, useState } from 'react';
import { console } from '../../i18n/en/console';
import { useText } from '../../i18n/use-text';
import { TextLink } from '../../ui/button';
import { Glass } from '../../ui/glass';
import { Panel } from '../../ui/panel';
import { showToast } from '../../ui/toast';
import { places as addresses } from '../parts/places';
import { saveFile } from '../parts/save-file';
import styles from './console.module.css';
import { LogEmpty } from './log-empty';
import { filterLog, type LogFilter } from './log-filter';
import { LogFoot } from './log-foot';
import { LogSide } from './log-side';
import { logFileName, logText } from './log-text';
import { LogTools } from './log-tools';
import { nextNumber, sinceNumber } from './log-track';
import { LogView } from './log-view';
import type { ConsolePort } from './port/use-console';
import type { ConsoleLine } from './port/use-line';
import { SendLine } from './send/send-line';
import { useLog } from './use-log';

const showEverything: LogFilter = { hidden: new Set(), hiddenStreams: new Set(), words: '' };

export const ConsoleOfPort = ({ chosen, line }: { chosen: ConsolePort; line: ConsoleLine }) => {
  const t = useText(console);
  const log = useLog(chosen.id);
  const [filter, setFilter] = useState(showEverything);
  const [clearedTo, setClearedTo] = useState(0);
  /** Number of the first line after the reader stopped following. */
  const [newSince, setNewSince] = useState<number>();
  const track = useMemo(() => sinceNumber(log.track, clearedTo), [log.track, clearedTo]);
  const shown = useMemo(() => filterLog(track.lines, filter), [track, filter]);
  const { id, use, port } = chosen;
  const live = use === 'listening' || use === 'at-work';
  const why = () => {
    if (use === 'at-work') return t.atWork;
    return use === 'listening' ? undefined : t.cannotSend;
  };

  const save = () => {
    const lines = shown.places.flatMap((place) => track.lines[place] ?? []);
    saveFile(
      logFileName(chosen.lane?.chip?.chip ?? port?.name ?? id, Date.now()),
      new Blob([logText(lines, t.masked)], { type: 'text/plain;charset=utf-8' }),
    );
    showToast(t.saved(lines.length));
  };

  return (
    <div className={styles.columns}>
      <Panel flush className={styles.main}>
        <LogTools
          filter={filter}
          counts={shown.counts}
          streams={shown.streams}
          canSave={track.lines.length > 0}
          onFilter={setFilter}
          onSave={save}
          onClear={() => setClearedTo(nextNumber(log.track))}
        />
        {use === 'at-work' ? (
          <p className={styles.atWork}>
            {t.atWork} <TextLink href={`#${addresses.bench}`}>{t.toLane}</TextLink>
          </p>
        ) : null}
        <Glass className={styles.glass}>
          <LogView
            track={track}
            places={shown.places}
            longest={shown.longest}
            found={filter.words}
            newSince={newSince}
            onNewSince={setNewSince}
            empty={
              shown.places.length === 0 ? (
                <LogEmpty
                  use={use}
                  held={track.lines.length}
                  speed={line.line.baud}
                  onListen={line.listen}
                  onShowAll={() => setFilter(showEverything)}
                />
              ) : undefined
            }
          />
        </Glass>
        <LogFoot
          minute={log.minute}
          held={track.lines.length}
          hidden={shown.leftOut}
          live={live}
          following={newSince === undefined}
          onFollowing={(follow) => setNewSince(follow ? undefined : nextNumber(track))}
        />
        <SendLine why={why()} chosen={chosen} />
      </Panel>
      <LogSide lines={track.lines} minute={log.minute} />
    </div>
  );
};
