/** The end of the tour: what was seen, and the same with a real board. */
import type { ReactNode } from 'react';
import { bench } from '../../i18n/en/bench';
import { shell } from '../../i18n/en/shell';
import { tour } from '../../i18n/en/tour';
import { useText } from '../../i18n/use-text';
import { own } from '../../model/own';
import { TextLink } from '../../ui/button';
import { useBrowser } from '../parts/bench-context';
import { type Place, places } from '../parts/places';
import styles from './tour.module.css';
import { Named } from './tour-words';

const To = ({ place, children }: { place: Place; children: ReactNode }) => (
  <TextLink href={`#${places[place]}`}>{children}</TextLink>
);

export const TourDone = () => {
  const t = useText(tour).done;
  const words = useText(shell);
  const { plan, empty, virtual } = useText(bench);
  const { serial } = useBrowser();
  return (
    <section className={styles.next}>
      <h3>{t.next}</h3>
      <ol>
        <li>
          {serial === 'yes' ? (
            <Named text={t.cable}>
              <To place="bench">{plan.addBoard}</To>
            </Named>
          ) : (
            t.cableElsewhere
          )}
        </li>
        <li>
          <Named text={t.failing(own(virtual.habits, 'wrongPassword') ?? '')}>
            <To place="bench">{empty.addVirtual}</To>
          </Named>
        </li>
        <li>
          <Named text={t.firmware}>
            <To place="firmware">{words.firmware}</To>
          </Named>
        </li>
        <li>
          <Named text={t.license}>
            <To place="licenses">{words.licenses}</To>
          </Named>
        </li>
        <li>
          <Named text={t.cloud}>
            <To place="settings">{words.settings}</To>
          </Named>
        </li>
      </ol>
    </section>
  );
};
