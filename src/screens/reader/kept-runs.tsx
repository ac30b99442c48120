/** The runs that paired a board: each kept its rail, to be looked at when the board is long gone. */
import { bind } from '../../i18n/en/bind';
import { useFormats, useText } from '../../i18n/use-text';
import { chipNames } from '../../model/chip';
import type { RunRow, StationState } from '../../model/run';
import { benchDatabase } from '../../records/database';
import { listRuns } from '../../records/runs';
import { Panel } from '../../ui/panel';
import { StateGlyph } from '../../ui/state-glyph';
import { Evidence, Mono } from '../../ui/text';
import { VirtualTag } from '../../ui/virtual';
import { useDemoNames } from '../parts/demo-names';
import { StorageTrouble } from '../parts/storage-trouble';
import { useLive } from '../parts/use-live';
import styles from './reader.module.css';

const glyphs: Readonly<Record<RunRow['outcome'], StationState>> = {
  proven: 'proven',
  failed: 'failed',
  doubtful: 'doubtful',
  waiting: 'yours',
  stopped: 'left-out',
};

const ask = async () => (await listRuns(benchDatabase())).filter(({ bind: rail }) => rail !== undefined);

const Run = ({ run, onOpen }: { run: RunRow; onOpen: (run: RunRow) => void }) => {
  const t = useText(bind).reader;
  const f = useFormats();
  const when = f.date(run.startedAt);
  const { device, chip, outcome, virtual } = run;
  const say = useDemoNames(virtual);
  return (
    <li>
      <button type="button" className={styles.run} aria-label={t.openRun(when)} onClick={() => onOpen(run)}>
        <StateGlyph state={glyphs[outcome]} size={14} />
        <span>{t.outcomes[outcome]}</span>
        <Mono>{when}</Mono>
        <span>{chip ? chipNames[chip.chip] : t.unknownBoard}</span>
        {chip?.mac ? <Mono pale>{chip.mac.slice(-8)}</Mono> : null}
        {virtual ? <VirtualTag word={t.virtual} /> : null}
        {device ? <Evidence>{device.product ? say(device.product) : device.pid}</Evidence> : null}
      </button>
    </li>
  );
};

export const KeptRuns = ({ onOpen }: { onOpen: (run: RunRow) => void }) => {
  const t = useText(bind).reader;
  const { answer: runs, problem } = useLive(ask);
  if (problem) return <StorageTrouble problem={problem} />;
  if (!runs) return null;
  return (
    <Panel title={t.runs} aside={<Evidence>{t.runsNote}</Evidence>} flush={runs.length > 0}>
      {runs.length === 0 ? (
        <Evidence>{t.noRuns}</Evidence>
      ) : (
        <ul className={styles.runs}>
          {runs.map((run) => (
            <Run key={run.id} run={run} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </Panel>
  );
};
