/** The last minute, a bar for each second: errors, warnings and the rest. */
import { console } from '../../../../i18n/en/console';
import { useText } from '../../../../i18n/use-text';
import type { LogSecond } from '../../../../model/log-look';
import { Glass } from '../../../../ui/glass';
import { Evidence } from '../../../../ui/text';
import { barsOf, plotHeight } from './log-bars';
import { lastMinute } from './log-minute';
import styles from './minute-plot.module.css';
import { useSecond } from './use-second';

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

export const MinutePlot = ({ minute }: { minute: readonly LogSecond[] }) => {
  const t = useText(console);
  const seconds = lastMinute(minute, useSecond());
  const peak = Math.max(1, ...seconds.map(({ lines }) => lines));
  const errors = sum(seconds.map((second) => second.errors));
  const warnings = sum(seconds.map((second) => second.warnings));
  return (
    <>
      <Glass className={styles.plot}>
        <svg
          viewBox={`0 0 240 ${plotHeight}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t.minutePicture(sum(seconds.map(({ lines }) => lines)), peak)}
        >
          {seconds.flatMap((each, index) =>
            barsOf(each, peak).map(({ colour, from, tall }) => (
              <rect
                key={`${each.second} ${colour}`}
                x={index * 4}
                y={plotHeight - from - tall}
                width="3"
                height={tall}
                fill={`var(${colour})`}
              />
            )),
          )}
        </svg>
      </Glass>
      <p className={styles.plotNote}>
        <Evidence>
          {[errors && t.errors(errors), warnings && t.warnings(warnings)].filter(Boolean).join(', ') || t.noTrouble}
        </Evidence>
      </p>
    </>
  );
};
