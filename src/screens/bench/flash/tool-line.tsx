/** How far a tool is that is at work: its phase, percent, rate and what is left of it. */
import { flashTools } from '../../../i18n/en/flash-tools';
import { useFormats, useText } from '../../../i18n/use-text';
import type { ToolView } from '../../../model/tool';
import { Glass } from '../../../ui/glass';
import { Evidence, Mono, Reading } from '../../../ui/text';
import styles from './flash-tools.module.css';

export const ToolLine = ({ tool: { phase, done, total, rate, leftMs } }: { tool: ToolView }) => {
  const t = useText(flashTools);
  const format = useFormats();
  const share = total > 0 ? done / total : undefined;
  const speed = rate === undefined ? undefined : format.rate(rate);
  return (
    <Glass className={styles.working}>
      {share === undefined ? null : (
        <Reading className={styles.percent} unit="%">
          {format.percent(share, 0)}
        </Reading>
      )}
      <Evidence>{t.phases[phase]}</Evidence>
      {speed ? (
        <Mono pale>
          <Mono strong>{speed.value}</Mono> {speed.unit}
        </Mono>
      ) : null}
      {leftMs !== undefined && leftMs > 0 ? <Mono pale>{t.left(format.took(leftMs))}</Mono> : null}
      {share === undefined ? null : (
        <span className={styles.bar} aria-hidden="true">
          <span style={{ width: `${Math.min(100, share * 100)}%` }} />
        </span>
      )}
    </Glass>
  );
};
