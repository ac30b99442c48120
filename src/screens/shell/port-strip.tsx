/** Every port of the bench, on every screen: ring = free, disc = open, otherwise the glyph of its lane. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import { bench } from '../../i18n/en/bench';
import { shell } from '../../i18n/en/shell';
import { useFormats, useText } from '../../i18n/use-text';
import { chipNames } from '../../model/chip';
import type { LaneState, LaneView, PortView } from '../../model/run';
import { cx } from '../../ui/cx';
import { type GlyphState, StateGlyph } from '../../ui/state-glyph';
import { Evidence, Mono } from '../../ui/text';
import { hatched } from '../../ui/virtual';
import { useBench, useBenchView } from '../parts/bench-context';
import { isBusy, laneAnchor, waitsForHand } from '../parts/lane-words';
import { places } from '../parts/places';
import styles from './port-strip.module.css';

const glyphs: Readonly<Record<LaneState, GlyphState>> = {
  recognising: 'working',
  running: 'working',
  ready: 'open',
  stopped: 'open',
  gone: 'free',
  proven: 'proven',
  yours: 'yours',
  doubtful: 'doubtful',
  failed: 'failed',
};

const glyphOf = (port: PortView, lane: LaneView | undefined): GlyphState => {
  if (port.use === 'elsewhere') return 'left-out';
  if (lane && waitsForHand(lane)) return 'yours';
  return lane ? glyphs[lane.state] : port.use;
};

const showLane = (lane: string) => {
  const element = document.getElementById(laneAnchor(lane));
  element?.scrollIntoView({ block: 'start' });
  element?.focus();
};

const Chip = ({ port, lane }: { port: PortView; lane: LaneView | undefined }) => {
  const t = useText(shell);
  const { stations } = useText(bench);
  const format = useFormats();
  const send = useBench().send;
  const [, go] = useLocation();
  const isLog = port.logOf !== undefined;
  const glyph = isLog ? (port.use === 'open' ? 'open' : 'free') : glyphOf(port, lane);
  const busy = lane !== undefined && isBusy(lane);
  const word = () => {
    if (isLog) return t.log;
    if (port.use === 'elsewhere') return t.otherTab;
    if (lane && waitsForHand(lane)) return t.silent;
    if (lane?.current && busy) return stations[lane.current].toLowerCase();
    return port.use === 'open' ? t.open : t.free;
  };
  const pick = () => {
    go(places.bench);
    if (lane) requestAnimationFrame(() => showLane(lane.id));
    else send({ kind: 'recognise', port: port.id });
  };
  const hint = lane ? t.toLane : port.unread ? t.unread : t.lookAt;
  return (
    <button
      type="button"
      className={cx(styles.chip, port.virtual && hatched)}
      title={isLog ? undefined : hint}
      onClick={pick}
    >
      <StateGlyph state={glyph} size={13} />
      <b translate="no">
        {lane?.chip ? chipNames[lane.chip.chip] : port.name}
        {lane?.chip?.mac ? ` · ${lane.chip.mac.slice(-5)}` : ''}
      </b>
      {port.virtual ? <span>{t.virtual}</span> : null}
      {port.met && !port.virtual && !lane?.chip ? <span>{t.met(chipNames[port.met])}</span> : null}
      <span>{word()}</span>
      {port.unread && !lane ? <span>{t.notRead}</span> : null}
      {lane || isLog || port.use === 'elsewhere' ? null : <span className={styles.verb}>{t.readIt}</span>}
      {port.baud && port.use === 'open' ? <Mono>{format.count(port.baud)}</Mono> : null}
    </button>
  );
};

/** As many as stand in a row of a usual screen; one more is no reason to fold. */
const inRow = 7;
export const foldedPorts = (ports: readonly PortView[]): readonly PortView[] =>
  ports.length > inRow + 1 ? ports.slice(0, inRow) : ports;

export const PortStrip = () => {
  const t = useText(shell);
  const ports = useBenchView((view) => view.ports);
  const lanes = useBenchView((view) => view.lanes);
  const [all, setAll] = useState(false);
  const shown = all ? ports : foldedPorts(ports);
  const more = ports.length - foldedPorts(ports).length;
  const boards = new Set(lanes.map(({ chip }) => chip?.mac).filter(Boolean)).size;
  return (
    <section className={styles.strip} aria-label={t.ports}>
      {ports.length === 0 ? (
        <span className={cx(styles.chip, styles.none)}>
          <StateGlyph state="free" size={13} />
          {t.noPort}
        </span>
      ) : (
        <ul className={cx(styles.list, all && styles.all)}>
          {shown.map((port) => (
            <li key={port.id}>
              <Chip port={port} lane={lanes.find((lane) => lane.port.id === (port.logOf ?? port.id))} />
            </li>
          ))}
          {more > 0 ? (
            <li className={styles.rest}>
              <button
                type="button"
                className={cx(styles.chip, styles.more)}
                aria-expanded={all}
                onClick={() => setAll(!all)}
              >
                {all ? t.fewerPorts : t.morePorts(more)}
              </button>
            </li>
          ) : null}
        </ul>
      )}
      {boards > 0 ? <Evidence className={styles.count}>{t.portsOnBoards(ports.length, boards)}</Evidence> : null}
    </section>
  );
};
