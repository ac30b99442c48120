/** The facts of a certificate, one a line. */
import type { ReactNode } from 'react';
import { certificate as words } from '../../i18n/en/certificate';
import { cloud } from '../../i18n/en/cloud';
import { problems } from '../../i18n/en/problems';
import { useFormats, useText } from '../../i18n/use-text';
import { chipNames } from '../../model/chip';
import type { Certificate } from '../../protocols/certificate/certificate';
import { Mono } from '../../ui/text';
import { useDemoNames } from '../parts/demo-names';
import { errorId } from '../parts/lane-words';
import { latency } from '../parts/latency';
import { inGroups, valueText } from './paper-text';
import styles from './sheet.module.css';

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** Joined as the language joins; missing ones leave no gap. */
const useList = () => {
  const { comma } = useText(words);
  return (...parts: readonly (string | undefined | false)[]) => parts.filter(Boolean).join(comma);
};

const Happened = ({ certificate: { problem, heard } }: { certificate: Certificate }) => {
  const t = useText(words);
  const of = useText(problems).of;
  const f = useFormats();
  if (!problem) return null;
  return (
    <>
      <Fact name={t.facts.happened}>
        <b>{of[problem.code].title(problem.details)}</b> {of[problem.code].what(problem.details)}{' '}
        <Mono>{errorId(problem.code)}</Mono>
      </Fact>
      {heard.length > 0 ? (
        <Fact name={t.facts.heard}>
          {heard.map(({ at, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines may share a moment
            <Mono key={index} className={styles.heard}>
              {f.moment(at)} {text}
            </Mono>
          ))}
        </Fact>
      ) : null}
    </>
  );
};

export const SheetFacts = ({ certificate }: { certificate: Certificate }) => {
  const t = useText(words);
  const { centres } = useText(cloud);
  const f = useFormats();
  const list = useList();
  const say = useDemoNames(certificate.virtual);
  const { board, device, firmware, uuid, firstPoint } = certificate;
  const where = (place: 'page' | 'relay') =>
    place === 'page' ? t.demoCloud : device?.dataCentre ? centres[device.dataCentre] : t.project;
  return (
    <dl className={styles.facts} aria-label={t.facts.label}>
      <Happened certificate={certificate} />
      {device ? (
        <Fact name={t.facts.product}>{list(device.product && say(device.product), t.pid(device.pid))}</Fact>
      ) : null}
      <Fact name={t.facts.board}>
        {board
          ? list(
              [chipNames[board.chip], board.revision && t.rev(board.revision.replace(/^v/, ''))]
                .filter(Boolean)
                .join(' '),
              board.flashBytes !== undefined && f.bytes(board.flashBytes),
              ...(board.mac ? [t.mac(board.mac)] : []),
            )
          : t.notTold}
      </Fact>
      <Fact name={t.facts.firmware}>
        {firmware ? list(firmware.name, firmware.size !== undefined && t.bytes(firmware.size)) : t.notTold}
      </Fact>
      {firmware?.sha256 ? (
        <Fact name={t.facts.sha256}>
          <Mono className={styles.digest}>{inGroups(firmware.sha256)}</Mono>
        </Fact>
      ) : null}
      <Fact name={t.facts.license}>{uuid ? `${t.uuid(uuid)} ${t.keyNotPrinted}` : t.none}</Fact>
      {device ? <Fact name={t.facts.device}>{list(device.deviceId, where(device.place))}</Fact> : null}
      {firstPoint ? (
        <Fact name={t.facts.first}>
          {t.first(firstPoint.id, valueText(firstPoint.value, t), latency(firstPoint.latencyMs, f))}
        </Fact>
      ) : null}
    </dl>
  );
};
