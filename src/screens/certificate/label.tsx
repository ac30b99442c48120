/** What is stuck on the board: a QR code of at least 16 mm, the tail of the MAC in large, and whether to trust it. */
import { certificate as words } from '../../i18n/en/certificate';
import { useText } from '../../i18n/use-text';
import { chipNames } from '../../model/chip';
import type { Certificate } from '../../protocols/certificate/certificate';
import { cx } from '../../ui/cx';
import { QrCode } from '../../ui/qr-code';
import { Mono } from '../../ui/text';
import { useDemoNames } from '../parts/demo-names';
import styles from './label.module.css';
import paper from './paper.module.css';
import { day, macTail, minute, qrText } from './paper-text';
import type { LabelSize } from './use-print';

/** Half a line each, so that a uuid stays readable beside its code. */
const inTwo = (uuid: string): readonly string[] => {
  const half = Math.ceil(uuid.length / 2);
  return [uuid.slice(0, half), uuid.slice(half)];
};

const useLines = ({ kind, endedIn, device, board, virtual }: Certificate) => {
  const t = useText(words);
  const say = useDemoNames(virtual);
  const chip = board ? chipNames[board.chip] : '';
  const below = virtual ? t.noHardware : t.label.macTail;
  const trusted = {
    title: (device?.product && say(device.product)) ?? device?.pid ?? (chip || t.label.unnamed),
    second: chip,
    below,
  };
  if (kind === 'bound') return trusted;
  if (kind === 'proven') return { ...trusted, second: device ? chip : '' };
  if (kind === 'doubtful' && endedIn === 'flash')
    return { title: t.label.setAside, second: t.label.unseen, below: t.label.flashAgain };
  if (kind === 'doubtful') return { title: t.label.setAside, second: t.label.doubtful, below: t.label.readFirst };
  return { title: t.label.setAside, second: t.label[kind](endedIn), below: t.label.notFinished };
};

export const Label = ({
  certificate,
  size,
  chosen,
}: {
  certificate: Certificate;
  size: LabelSize;
  chosen: boolean;
}) => {
  const t = useText(words);
  const { kind, number, uuid, virtual, endedAt } = certificate;
  const { title, second, below } = useLines(certificate);
  const text = qrText(certificate);
  const aside = kind !== 'bound' && kind !== 'proven';
  return (
    <div
      className={cx(paper.ink, styles.label, chosen && paper.chosen)}
      data-size={size}
      data-aside={aside ? '' : undefined}
      data-virtual={virtual ? '' : undefined}
    >
      <div className={styles.inside}>
        <div className={styles.code}>
          {text ? <QrCode text={text} label={t.qr(text)} className={styles.qr} /> : null}
          <Mono className={styles.uuid}>
            {inTwo(uuid ?? '').map((half) => (
              <span key={half}>{half}</span>
            ))}
          </Mono>
        </div>
        <div className={styles.words}>
          <b className={styles.title}>{title}</b>
          <span className={styles.second}>{second}</span>
          <Mono className={styles.tail}>{macTail(certificate) ?? ''}</Mono>
          <span className={cx((virtual || aside) && styles.strong)}>{below}</span>
          <Mono className={styles.date}>
            <span>{day(endedAt)}</span> <span>{number === undefined ? minute(endedAt) : t.number(number)}</span>
          </Mono>
        </div>
      </div>
    </div>
  );
};
