/** The runs that are kept, newest first; before the first one, the certificate it will fill. */
import { Link } from 'wouter';
import { certificate as words } from '../../i18n/en/certificate';
import { useFormats, useText } from '../../i18n/use-text';
import { chipNames } from '../../model/chip';
import type { StationState } from '../../model/run';
import type { Certificate, CertificateKind } from '../../protocols/certificate/certificate';
import { ButtonLink } from '../../ui/button';
import { PageHead, Screen } from '../../ui/page-head';
import { Panel } from '../../ui/panel';
import { StateGlyph } from '../../ui/state-glyph';
import { Table } from '../../ui/table';
import { BothEnds, Evidence, Mono } from '../../ui/text';
import { VirtualTag } from '../../ui/virtual';
import { certificateAt } from '../parts/certificate-places';
import { useDemoNames } from '../parts/demo-names';
import { places } from '../parts/places';
import { StorageTrouble } from '../parts/storage-trouble';
import styles from './certificate.module.css';
import { ExportMenu } from './export-menu';
import { day } from './paper-text';
import { BlankSheet } from './sheet';
import { runsOfToday, useRuns } from './use-runs';

export const glyphs: Readonly<Record<CertificateKind, StationState>> = {
  bound: 'proven',
  proven: 'proven',
  doubtful: 'doubtful',
  failed: 'failed',
  waiting: 'yours',
  stopped: 'left-out',
};

const Row = ({ certificate }: { certificate: Certificate }) => {
  const t = useText(words);
  const f = useFormats();
  const { run, kind, startedAt, workedMs, board, device, virtual, virtualSpeed } = certificate;
  const name = board ? chipNames[board.chip] : t.list.unknownBoard;
  const when = f.date(startedAt);
  const say = useDemoNames(virtual);
  return (
    <tr data-state={kind === 'doubtful' || kind === 'failed' ? kind : undefined} data-virtual={virtual || undefined}>
      <td>
        <Link
          href={certificateAt(run)}
          className={styles.open}
          aria-label={t.list.open(t.outcomes[kind], [name, board?.mac?.slice(-5)].filter(Boolean).join(' '), when)}
        >
          <StateGlyph state={glyphs[kind]} size={14} />
          {t.outcomes[kind]}
        </Link>
      </td>
      <td>
        <Mono>{when}</Mono>
      </td>
      <td>
        <span className={styles.inRow}>
          <span translate="no">{name}</span>
          {board?.mac ? <Mono title={board.mac}>{board.mac.slice(-8)}</Mono> : null}
          {virtual ? <VirtualTag word={virtualSpeed ? t.virtualTag(virtualSpeed) : t.virtual} /> : null}
        </span>
      </td>
      <td>
        {device ? (
          <span className={styles.inRow}>
            {device.product ? say(device.product) : device.pid} <BothEnds value={device.deviceId} />
          </span>
        ) : (
          <Evidence>{t.none}</Evidence>
        )}
      </td>
      <td data-number="">
        <Mono>{f.took(workedMs)}</Mono>
      </td>
    </tr>
  );
};

const Runs = ({ all }: { all: readonly Certificate[] }) => {
  const t = useText(words);
  const { columns } = t.list;
  return (
    <Panel flush>
      <Table stacks label={t.list.label} className={styles.runs}>
        <thead>
          <tr>
            <th scope="col">{columns.outcome}</th>
            <th scope="col">{columns.at}</th>
            <th scope="col">{columns.board}</th>
            <th scope="col">{columns.device}</th>
            <th scope="col" data-number="">
              {columns.took}
            </th>
          </tr>
        </thead>
        <tbody>
          {all.map((certificate) => (
            <Row key={certificate.run} certificate={certificate} />
          ))}
        </tbody>
      </Table>
    </Panel>
  );
};

const NoRun = () => {
  const t = useText(words).empty;
  return (
    <div className={styles.empty}>
      <h2>{t.title}</h2>
      <p>{t.what}</p>
      <Link href={places.bench} asChild>
        <ButtonLink kind="primary">{t.toBench}</ButtonLink>
      </Link>
      <BlankSheet />
    </div>
  );
};

export const RunList = () => {
  const t = useText(words);
  const { answer: all, problem } = useRuns();
  const today = all?.filter(({ startedAt }) => day(startedAt) === day(Date.now())).length ?? 0;
  return (
    <Screen>
      <PageHead title={t.title} lead={t.lead}>
        {all && all.length > 0 ? (
          <>
            <Evidence>{t.list.count(all.length)}</Evidence>
            <ExportMenu
              disabled={today === 0}
              all={() => runsOfToday(Date.now())}
              name={(extension) => `runs-${day(Date.now())}.${extension}`}
            >
              {t.exportToday(today)}
            </ExportMenu>
          </>
        ) : null}
      </PageHead>
      {problem ? <StorageTrouble problem={problem} /> : null}
      {all && all.length > 0 ? <Runs all={all} /> : null}
      {all?.length === 0 ? <NoRun /> : null}
    </Screen>
  );
};
