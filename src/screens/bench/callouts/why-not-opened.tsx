/** A port that is there and would not open: the likely reasons of this system, and what to do about each. */
import type { ReactNode } from 'react';
import { notOpened } from '../../../i18n/en/not-opened';
import { useText } from '../../../i18n/use-text';
import { type NotOpenedReason, whyNotOpened } from '../../../model/not-opened';
import type { Problem } from '../../../model/problem';
import { isTakenForBraille } from '../../../protocols/udev-rules';
import { useBrowser } from '../../parts/bench-context';
import {
  accessCommand,
  brlttyCommand,
  Command,
  groupCommand,
  holdersCommand,
  macHoldersCommand,
  modemManagerCommand,
  snapCommand,
} from '../parts/command';
import { RulesFile } from '../parts/rules-file';
import styles from './why-not-opened.module.css';

const commandsFor = (reason: NotOpenedReason, system: string): ReactNode => {
  switch (reason) {
    case 'linux-group':
      return (
        <>
          <Command text={groupCommand} />
          <Command text={accessCommand} />
        </>
      );
    case 'other-program':
      if (system === 'Linux') return <Command text={holdersCommand} />;
      return system === 'macOS' ? <Command text={macHoldersCommand} /> : null;
    case 'modem-manager':
      return (
        <>
          <Command text={modemManagerCommand} />
          <RulesFile />
        </>
      );
    case 'braille':
      return <Command text={brlttyCommand} />;
    case 'snap':
      return <Command text={snapCommand} />;
    default:
      return null;
  }
};

export const WhyNotOpened = ({ problem: { details } }: { problem: Problem }) => {
  const t = useText(notOpened);
  const { system, name, knownBad } = useBrowser();
  const reasons = whyNotOpened({
    system,
    browser: name,
    met: details.met === 1,
    braille: isTakenForBraille(String(details.usb ?? '')),
    knownBad: knownBad ?? false,
  });
  return (
    <section className={styles.why}>
      <p>{t.lead}</p>
      <ol className={styles.reasons}>
        {reasons.map((reason, at) => (
          <li key={reason}>
            <details open={at === 0}>
              <summary className={styles.summary}>{t.reason[reason].title}</summary>
              <div className={styles.steps}>
                <p>{t.reason[reason].todo}</p>
                {commandsFor(reason, system)}
              </div>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
};
