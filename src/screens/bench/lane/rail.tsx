/** The binding rail: one line per board, a glyph per station, what was seen on a thin pole below (look.md, "Rail"). */
import type { CSSProperties } from 'react';
import { bench } from '../../../i18n/en/bench';
import { facts } from '../../../i18n/en/facts';
import type { Formats } from '../../../i18n/format';
import { useFormats, useText } from '../../../i18n/use-text';
import { isUnderWay } from '../../../model/flash-work';
import type { LaneView, StationView } from '../../../model/run';
import { StateGlyph } from '../../../ui/state-glyph';
import { Evidence, Mono, Spoken } from '../../../ui/text';
import { fractionOf } from './fraction';
import styles from './rail.module.css';

const columns = (count: number): CSSProperties => ({ '--stations': count }) as CSSProperties;

const Line = ({ station, fraction }: { station: StationView; fraction: number }) => (
  <span className={styles.line} data-full={station.state === 'proven' ? '' : undefined}>
    {station.state === 'working' ? <span className={styles.fill} style={{ width: `${fraction * 100}%` }} /> : null}
  </span>
);

/** Whole seconds while it goes on, and none before the first is over. */
const timeOf = ({ state, ms = 0 }: StationView, { took, taking }: Formats): string | undefined => {
  if (state !== 'working') return took(ms);
  return ms < 1000 ? undefined : taking(ms);
};

const isLit = ({ state }: StationView) => state !== 'ahead' && state !== 'left-out';

/** The fact, and while writing how long it will go on. */
const useFact = ({ fact, name, state }: Partial<StationView>, { progress }: LaneView): string | undefined => {
  const t = useText(bench).flash;
  const words = useText(facts);
  const told = fact && words.of[fact.code](fact.details);
  if (name !== 'flash' || state !== 'working' || !progress) return told;
  // Where the line is slower than the plan wants it, or an earlier write goes on, the fact says so.
  const says = isUnderWay(progress) && (fact?.details.baud ?? fact?.details.resumed) !== undefined;
  const left = progress.leftMs === undefined ? undefined : t.leftWords(progress.leftMs);
  return t.phaseLeft((says && told) || t.phases[progress.phase], left);
};

const Station = ({ station, lane, current }: { station: StationView; lane: LaneView; current: boolean }) => {
  const t = useText(bench);
  const format = useFormats();
  const fact = useFact(station, lane);
  const { progress } = lane;
  const inFlash = station.name === 'flash' && station.state === 'working' && progress;
  const took = inFlash
    ? `${format.percent(progress.share, 1)} %`
    : station.ms !== undefined && isLit(station) && timeOf(station, format);
  return (
    <li className={styles.station} data-current={current ? station.state : undefined}>
      <span className={styles.name} data-state={station.state}>
        {t.stations[station.name]}
      </span>
      <span className={styles.track}>
        <StateGlyph state={station.state} />
        <Line station={station} fraction={fractionOf(station, lane)} />
      </span>
      <span className={styles.pole}>
        <Spoken>{t.states[station.state]}</Spoken>
        {took ? <Mono className={styles.took}>{took}</Mono> : null}
        {fact ? <Evidence>{fact}</Evidence> : null}
      </span>
    </li>
  );
};

/** The station that speaks for the lane where there is room for one only: the current, else the last lit. */
const spokesman = (lane: LaneView): StationView | undefined =>
  lane.stations.find(({ name }) => name === lane.current) ?? lane.stations.filter(isLit).at(-1);

export const Rail = ({ lane }: { lane: LaneView }) => {
  const t = useText(bench);
  const speaks = spokesman(lane);
  const fact = useFact(speaks ?? {}, lane);
  const trouble = lane.stations.find(({ state }) => state !== 'proven' && isLit({ name: 'flash', state }));
  return (
    <>
      <ol className={styles.rail} style={columns(lane.stations.length)}>
        {lane.stations.map((station) => (
          <Station key={station.name} station={station} lane={lane} current={station === trouble} />
        ))}
      </ol>
      {speaks && lane.state !== 'proven' ? (
        <p className={styles.under} aria-hidden="true">
          <b className={styles.name} data-state={speaks.state}>
            {t.stations[speaks.name]}
          </b>
          {fact}
        </p>
      ) : null}
    </>
  );
};
