/** One run on paper: the sheet, its labels, and the ways out. */
import Printer from 'lucide-react/icons/printer';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { certificate as words } from '../../i18n/en/certificate';
import { useText } from '../../i18n/use-text';
import type { Certificate } from '../../protocols/certificate/certificate';
import { Button } from '../../ui/button';
import { PageHead, Screen } from '../../ui/page-head';
import { Evidence, PageTitle } from '../../ui/text';
import { certificates } from '../parts/certificate-places';
import { StorageTrouble } from '../parts/storage-trouble';
import styles from './certificate.module.css';
import { ExportMenu } from './export-menu';
import { Label } from './label';
import { fileName } from './paper-text';
import { Sheet } from './sheet';
import { useLabelSize } from './use-label-size';
import { labelSizes, usePrint } from './use-print';
import { useRun } from './use-runs';

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const;

const Papers = ({
  certificate,
  printLabel,
  onPrinted,
}: {
  certificate: Certificate;
  printLabel: boolean;
  onPrinted: () => void;
}) => {
  const t = useText(words);
  const { paper, print } = usePrint();
  const { size: lastSize, keep } = useLabelSize();
  const asked = useRef(false);
  useEffect(() => {
    if (!printLabel || asked.current || !lastSize) return;
    asked.current = true;
    void print(lastSize).then(onPrinted);
  });
  return (
    <>
      <PageHead above={<Link href={certificates}>{t.all}</Link>} title={t.heads[certificate.kind](certificate.endedIn)}>
        <ExportMenu all={async () => [certificate]} name={(extension) => fileName(certificate, extension)}>
          {t.export}
        </ExportMenu>
        <Button kind="primary" icon={<Printer {...icon} />} onClick={() => void print('sheet')}>
          {certificate.kind === 'bound' ? t.print : t.printReport}
        </Button>
      </PageHead>
      <div className={styles.papers}>
        <section className={styles.labels} aria-label={t.labels}>
          {labelSizes.map((size) => (
            <div key={size} className={styles.labelBox}>
              <Label certificate={certificate} size={size} chosen={paper === size} />
              <Button
                size="small"
                icon={<Printer {...icon} />}
                onClick={() => {
                  keep(size);
                  void print(size);
                }}
              >
                {t.printLabel(size)}
              </Button>
            </div>
          ))}
          <Evidence>{t.labelNote}</Evidence>
        </section>
        <Sheet certificate={certificate} chosen={paper === 'sheet'} />
      </div>
    </>
  );
};

export const CertificatePage = ({
  run,
  ...rest
}: {
  run: string;
  /** Asks for the printer as soon as the run is read. */
  printLabel: boolean;
  onPrinted: () => void;
}) => {
  const t = useText(words);
  const { answer, problem } = useRun(run);
  return (
    <Screen>
      {problem ? <StorageTrouble problem={problem} /> : null}
      {answer ? <Papers certificate={answer} {...rest} /> : null}
      {answer ? null : (
        <>
          <PageTitle>{t.title}</PageTitle>
          <p role="status">{answer === null ? t.notKept : t.reading}</p>
          <Link href={certificates}>{t.all}</Link>
        </>
      )}
    </Screen>
  );
};
