/** A saved log, or a run long over, as the binding rail would have shown it. */
import FileSearch from 'lucide-react/icons/file-search';
import { type ReactNode, useMemo, useState } from 'react';
import { bind } from '../../i18n/en/bind';
import { useFormats, useText } from '../../i18n/use-text';
import type { LogLine } from '../../model/log-line';
import type { RunRow } from '../../model/run';
import { emptyBind } from '../../protocols/bind-log/fold-bind';
import { railsOf } from '../../protocols/bind-log/lives';
import { source } from '../../protocols/bind-log/log-table';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { Evidence, PageTitle } from '../../ui/text';
import { FileButton } from '../parts/file-button';
import { KeptRuns } from './kept-runs';
import { PasteLog } from './paste-log';
import { RailReading } from './rail-reading';
import styles from './reader.module.css';
import { largestMebibytes, type ReaderState, useReader } from './use-reader';

const Log = ({ name, lines, children }: { name: string; lines: readonly LogLine[]; children: ReactNode }) => {
  const t = useText(bind).reader;
  const views = useMemo(() => railsOf(lines), [lines]);
  const [life, setLife] = useState(views.length - 1);
  const view = views[life] ?? views.at(-1) ?? emptyBind();
  return (
    <Panel title={<span translate="no">{name}</span>} aside={children}>
      <p className={styles.counted}>
        <Evidence>{t.counted(view.lines, view.matched)}</Evidence>
        <Evidence>{t.knownFrom(source)}</Evidence>
      </p>
      {views.length > 1 ? (
        <Segmented
          label={t.lives}
          value={String(life)}
          choices={views.map((_, index) => ({ value: String(index), label: t.life(index + 1, views.length) }))}
          onChange={(value) => setLife(Number(value))}
        />
      ) : null}
      <RailReading view={view} />
    </Panel>
  );
};

const Run = ({ run, children }: { run: RunRow; children: ReactNode }) => {
  const t = useText(bind).reader;
  const format = useFormats();
  return (
    <Panel title={t.openRun(format.date(run.startedAt))} aside={children}>
      <RailReading view={run.bind ?? emptyBind()} />
    </Panel>
  );
};

const Refused = ({ state }: { state: Extract<ReaderState, { kind: 'refused' }> }) => {
  const t = useText(bind).reader;
  const { name, why } = state;
  const words =
    why === 'too-large' ? t.tooLarge(name, largestMebibytes) : why === 'empty' ? t.empty(name) : t.unreadable(name);
  return (
    <p className={styles.refused} role="alert">
      {words}
    </p>
  );
};

export const ReaderScreen = () => {
  const t = useText(bind).reader;
  const { state, takeText, takeFile, leave } = useReader(t.pasted);
  const [run, setRun] = useState<RunRow>();
  const again = (
    <Button
      size="small"
      onClick={() => {
        setRun(undefined);
        leave();
      }}
    >
      {t.another}
    </Button>
  );
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <PageTitle>{t.title}</PageTitle>
        <p className={styles.lead}>{t.lead}</p>
      </header>
      {state.kind === 'read' ? (
        <Log key={`${state.name} ${state.lines.length}`} name={state.name} lines={state.lines}>
          {again}
        </Log>
      ) : run ? (
        <Run run={run}>{again}</Run>
      ) : (
        <>
          <div className={styles.ways}>
            <div className={styles.drop}>
              <p>{t.drop}</p>
              <FileButton
                primary
                accept=".log,.txt,.json,text/plain"
                icon={<FileSearch size={16} strokeWidth={1.75} aria-hidden="true" />}
                onFiles={([file]) => file && void takeFile(file)}
              >
                {t.choose}
              </FileButton>
              {state.kind === 'refused' ? <Refused state={state} /> : null}
            </div>
            <PasteLog onRead={takeText} />
          </div>
          <KeptRuns onOpen={setRun} />
        </>
      )}
    </div>
  );
};
