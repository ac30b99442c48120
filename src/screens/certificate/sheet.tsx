/** The certificate: A5 across, ink on white, states by shape (look.md, "Print"). What is on screen is what is printed. */
import { certificate as words } from '../../i18n/en/certificate';
import { useFormats, useText } from '../../i18n/use-text';
import { stationNames } from '../../model/run';
import type { Certificate } from '../../protocols/certificate/certificate';
import { cx } from '../../ui/cx';
import { QrCode } from '../../ui/qr-code';
import { Mono } from '../../ui/text';
import { HatchStrip } from '../../ui/virtual';
import { useBrowser } from '../parts/bench-context';
import { latency } from '../parts/latency';
import paper from './paper.module.css';
import { PaperRail } from './paper-rail';
import { qrText, stamp } from './paper-text';
import styles from './sheet.module.css';
import { SheetFacts } from './sheet-facts';

/** The rail in small, as on the bar of the page. */
const Mark = () => (
  <svg className={styles.mark} viewBox="0 0 32 16" fill="none" aria-hidden="true">
    <circle cx="7" cy="8" r="4.9" stroke="currentColor" strokeWidth="2.6" />
    <path d="M12 8h8" stroke="currentColor" strokeWidth="2.6" />
    <circle cx="24" cy="8" r="7" fill="currentColor" />
  </svg>
);

const Top = ({ right }: { right?: string }) => (
  <div className={styles.top}>
    <span className={styles.brand} translate="no">
      <Mark />
      Bindery
    </span>
    {right ? <Mono>{right}</Mono> : null}
  </div>
);

export const Sheet = ({ certificate, chosen }: { certificate: Certificate; chosen: boolean }) => {
  const t = useText(words);
  const f = useFormats();
  const { version } = useBrowser();
  const { kind, endedIn, startedAt, endedAt, clockMovedMs, workedMs, firstPoint, stations, run, number, recipe } =
    certificate;
  const { virtual, virtualSpeed } = certificate;
  const text = qrText(certificate);
  return (
    <div className={styles.room}>
      <article className={cx(paper.ink, styles.sheet, chosen && paper.chosen)} data-virtual={virtual ? '' : undefined}>
        {virtual ? <HatchStrip /> : null}
        <Top right={[number !== undefined && t.number(number), stamp(endedAt)].filter(Boolean).join('  ')} />
        <h2 className={styles.title}>{t.heads[kind](endedIn)}</h2>
        <p className={styles.lead}>
          {virtual ? <b>{t.virtualLead}</b> : null}
          {virtual ? t.space : null}
          {[
            virtualSpeed && t.virtualPace(virtualSpeed),
            t.begun(f.time(startedAt), f.took(workedMs)),
            firstPoint && t.answered(latency(firstPoint.latencyMs, f)),
            clockMovedMs !== undefined && t.clockMoved(clockMovedMs > 0),
          ]
            .filter(Boolean)
            .join(t.space)}
        </p>
        <PaperRail stations={stations} label={t.rail} />
        <div className={styles.middle}>
          <SheetFacts certificate={certificate} />
          {text ? (
            <div className={styles.code}>
              <QrCode text={text} label={t.qr(text)} className={styles.qr} />
              <p>{t.qrNote}</p>
            </div>
          ) : null}
        </div>
        <div className={styles.foot}>
          <span>
            {[number !== undefined && t.number(number), t.run(run.slice(0, 8)), recipe && t.recipe(recipe)]
              .filter(Boolean)
              .join(t.comma)}
          </span>
          <span translate="no">Bindery {version}</span>
        </div>
      </article>
    </div>
  );
};

/** Nothing on it yet: the rail it will carry. */
export const BlankSheet = () => {
  const t = useText(words);
  return (
    <div className={styles.room}>
      <div className={cx(paper.ink, styles.sheet, styles.blank)} role="img" aria-label={t.empty.sheet}>
        <Top />
        <div aria-hidden="true">
          <PaperRail stations={stationNames.map((name) => ({ name, state: 'ahead' }))} label="" />
        </div>
      </div>
    </div>
  );
};
