/** What a reload does not take away: runs that were cut off, and what was done today, with the way to their papers. */
import { useCallback } from 'react';
import { Link } from 'wouter';
import { certificate as paper } from '../../../i18n/en/certificate';
import { day as words } from '../../../i18n/en/day';
import { problems } from '../../../i18n/en/problems';
import { useFormats, useText } from '../../../i18n/use-text';
import { chipNames } from '../../../model/chip';
import type { StationState } from '../../../model/run';
import { type Certificate, type CertificateKind, certificateOf } from '../../../protocols/certificate/certificate';
import { benchDatabase } from '../../../records/database';
import { runsSince } from '../../../records/runs';
import { TextLink } from '../../../ui/button';
import { Panel } from '../../../ui/panel';
import { StateGlyph } from '../../../ui/state-glyph';
import { Evidence, Mono } from '../../../ui/text';
import { VirtualTag } from '../../../ui/virtual';
import { certificateAt, certificates } from '../../parts/certificate-places';
import { useDemoNames } from '../../parts/demo-names';
import { useLive } from '../../parts/use-live';
import styles from './day.module.css';

/** The rest is one click away. */
const shown = 5;

const glyphs: Readonly<Record<CertificateKind, StationState>> = {
  bound: 'proven',
  proven: 'proven',
  doubtful: 'doubtful',
  failed: 'failed',
  waiting: 'yours',
  stopped: 'left-out',
};

const runsOfToday = async (): Promise<Certificate[]> => {
  const runs = await runsSince(benchDatabase(), new Date().setHours(0, 0, 0, 0));
  return runs.map((run) => certificateOf(run));
};

export const DayRow = ({ run }: { run: Certificate }) => {
  const t = useText(words);
  const { outcomes } = useText(paper);
  const { of } = useText(problems);
  const f = useFormats();
  const say = useDemoNames(run.virtual);
  const good = run.kind === 'bound' || run.kind === 'proven';
  return (
    <li className={styles.row}>
      <StateGlyph state={glyphs[run.kind]} size={14} />
      <span>{outcomes[run.kind]}</span>
      <Mono pale>{f.time(run.startedAt)}</Mono>
      <span className={styles.board}>
        <span translate="no">{run.board ? chipNames[run.board.chip] : t.unknownBoard}</span>
        {run.board?.mac ? <Mono title={run.board.mac}>{run.board.mac.slice(-8)}</Mono> : null}
        {run.virtual ? <VirtualTag word={t.virtual} /> : null}
        {run.kind === 'waiting' && run.problem ? (
          <Evidence>{of[run.problem.code].title(run.problem.details)}</Evidence>
        ) : null}
        {run.device ? <Evidence>{run.device.product ? say(run.device.product) : run.device.pid}</Evidence> : null}
      </span>
      <span className={styles.links}>
        <Link href={certificateAt(run.run)} asChild>
          <TextLink>{good ? t.certificate : t.report}</TextLink>
        </Link>
        <Link href={certificateAt(run.run, 'label')} asChild>
          <TextLink>{t.label}</TextLink>
        </Link>
      </span>
    </li>
  );
};

export const Day = () => {
  const t = useText(words);
  const { answer: runs = [] } = useLive(useCallback(runsOfToday, []));
  if (runs.length === 0) return null;
  const bound = new Set(runs.filter(({ kind }) => kind === 'bound').map(({ board, run }) => board?.mac ?? run)).size;
  return (
    <Panel flush title={t.title} aside={<Evidence>{t.counts(runs.length, bound)}</Evidence>}>
      <ul className={styles.rows}>
        {runs.slice(0, shown).map((run) => (
          <DayRow key={run.run} run={run} />
        ))}
      </ul>
      <p className={styles.foot}>
        {runs.length > shown ? <Evidence>{t.more(runs.length - shown)}</Evidence> : null}
        <Link href={certificates} asChild>
          <TextLink>{t.all}</TextLink>
        </Link>
      </p>
    </Panel>
  );
};
