/** What each station does and proves, lit as the board goes: to be read while it works, and after. */
import { useEffect, useRef } from 'react';
import { bench } from '../../i18n/en/bench';
import { tour } from '../../i18n/en/tour';
import { useText } from '../../i18n/use-text';
import type { LaneView } from '../../model/run';
import { StateGlyph } from '../../ui/state-glyph';
import { Evidence } from '../../ui/text';
import styles from './tour.module.css';

export const TourStations = ({ lane }: { lane: LaneView }) => {
  const t = useText(tour);
  const { stations: names, states } = useText(bench);
  const list = useRef<HTMLOListElement>(null);
  const at = lane.stations.findLastIndex(({ state }) => state !== 'ahead');
  useEffect(() => {
    const item = list.current?.children[at];
    if (item instanceof HTMLElement) list.current?.scrollTo({ left: item.offsetLeft - list.current.offsetLeft });
  }, [at]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <ol ref={list} className={styles.stations} aria-label={t.along} tabIndex={0}>
      {lane.stations.map(({ name, state }, index) => (
        <li key={name} data-reached={index <= at ? '' : undefined} aria-current={index === at ? 'step' : undefined}>
          <h3>
            <StateGlyph state={state} size={14} label={states[state]} />
            {names[name]}
          </h3>
          <Evidence>{t.stations[name]}</Evidence>
        </li>
      ))}
    </ol>
  );
};
