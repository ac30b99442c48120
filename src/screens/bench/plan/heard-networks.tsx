/** The networks a board hears itself, to choose from; and why the one that was typed is not among them. */
import { useState } from 'react';
import { air } from '../../../i18n/en/air';
import { problems } from '../../../i18n/en/problems';
import { useText } from '../../../i18n/use-text';
import { own } from '../../../model/own';
import type { LaneView, PortView } from '../../../model/run';
import { type AirHeard, type HeardNetwork, whyUnheard } from '../../../model/wifi';
import { Button } from '../../../ui/button';
import { Select } from '../../../ui/field';
import { StateGlyph } from '../../../ui/state-glyph';
import { Engraved, Evidence, Mono } from '../../../ui/text';
import { useBench, useBenchView } from '../../parts/bench-context';
import { isBusy } from '../../parts/lane-words';
import styles from './heard-networks.module.css';

const nameOf = ({ chip, port }: LaneView): string => [port.name, chip?.mac?.slice(-8)].filter(Boolean).join(' ');

/** One to four, as phones draw it; weaker than -85 dBm is hardly a network. */
const strengthOf = (rssi: number): number => [-85, -75, -65, -55].filter((limit) => rssi >= limit).length;

const Strength = ({ rssi }: { rssi: number }) => (
  <svg className={styles.strength} viewBox="0 0 15 12" width="15" height="12" aria-hidden="true">
    {[1, 2, 3, 4].map((bar) => (
      <rect
        key={bar}
        x={(bar - 1) * 4}
        y={12 - bar * 3}
        width="3"
        height={bar * 3}
        data-lit={bar <= strengthOf(rssi) ? '' : undefined}
      />
    ))}
  </svg>
);

const List = ({
  networks,
  ssid,
  onSsid,
}: {
  networks: readonly HeardNetwork[];
  ssid: string;
  onSsid: (ssid: string) => void;
}) => {
  const t = useText(air);
  const named = networks.filter((network) => network.ssid !== '');
  return (
    <ul className={styles.list} aria-label={t.list}>
      {named.map((network) => (
        <li key={network.ssid}>
          <button
            type="button"
            className={styles.network}
            aria-pressed={network.ssid === ssid}
            aria-label={t.network(network.ssid, network.channel, network.rssi)}
            onClick={() => onSsid(network.ssid)}
          >
            <Strength rssi={network.rssi} />
            <span className={styles.name}>{network.ssid}</span>
            <Mono>{t.channel(network.channel)}</Mono>
            <Mono>{t.signal(network.rssi)}</Mono>
          </button>
        </li>
      ))}
    </ul>
  );
};

const Unheard = ({ ssid, heard }: { ssid: string; heard: Extract<AirHeard, { state: 'heard' }> }) => {
  const t = useText(air);
  const why = whyUnheard(heard.networks, heard.more);
  return (
    <p className={styles.unheard} role="status">
      <StateGlyph state="yours" size={16} />
      <span>
        <strong>{t.unheard(ssid)}</strong>{' '}
        {[why.deafTo5 && t.because.deafTo5, why.hidden > 0 && t.because.hidden, why.cut && t.because.cut, t.because.far]
          .filter(Boolean)
          .join(' ')}
      </span>
    </p>
  );
};

const Answer = ({ heard, ssid, onSsid }: { heard: AirHeard; ssid: string; onSsid: (ssid: string) => void }) => {
  const t = useText(air);
  const words = useText(problems).of;
  if (heard.state === 'listening') return <Evidence>{t.listening}</Evidence>;
  if (heard.state === 'failed') {
    const { title, what } = words[heard.problem.code];
    return (
      <p className={styles.unheard} role="status">
        <StateGlyph state="failed" size={16} />
        <span>
          <strong>{title(heard.problem.details)}</strong> {what(heard.problem.details)}
        </span>
      </p>
    );
  }
  const { networks } = heard;
  const hidden = networks.filter((network) => network.ssid === '').length;
  const isThere = ssid === '' || networks.some((network) => network.ssid === ssid);
  return (
    <>
      {networks.length === 0 ? <Evidence>{t.none}</Evidence> : <List {...{ networks, ssid, onSsid }} />}
      {hidden > 0 ? <Evidence>{t.hidden(hidden)}</Evidence> : null}
      {isThere ? null : <Unheard ssid={ssid} heard={heard} />}
      <Evidence>{t.security}</Evidence>
    </>
  );
};

const canTell = ({ use, logOf }: PortView): boolean => use !== 'elsewhere' && logOf === undefined;

export const HeardNetworks = ({ ssid, onSsid }: { ssid: string; onSsid: (ssid: string) => void }) => {
  const t = useText(air);
  const { send } = useBench();
  const lanes = useBenchView((view) => view.lanes);
  const heardBy = useBenchView((view) => view.air);
  const [wanted, setWanted] = useState<string>();
  const boards = lanes.filter((lane) => lane.chip && lane.state !== 'gone' && canTell(lane.port));
  const board =
    boards.find(({ port }) => port.id === wanted) ?? boards.find(({ port }) => own(heardBy, port.id)) ?? boards[0];
  if (!board) return <Evidence>{t.noBoard}</Evidence>;
  const heard = own(heardBy, board.port.id);
  const busy = isBusy(board);
  return (
    <section className={styles.heard} aria-label={t.title}>
      <div className={styles.head}>
        <Engraved>{t.title}</Engraved>
        {boards.length > 1 ? (
          <Select label={t.board} value={board.port.id} onChange={(event) => setWanted(event.target.value)}>
            {boards.map((lane) => (
              <option key={lane.id} value={lane.port.id}>
                {nameOf(lane)}
              </option>
            ))}
          </Select>
        ) : (
          <Evidence>{nameOf(board)}</Evidence>
        )}
        <Button
          size="small"
          disabled={busy || heard?.state === 'listening'}
          onClick={() => send({ kind: 'console-scan', port: board.port.id })}
        >
          {heard ? t.again : t.ask}
        </Button>
      </div>
      {busy ? <Evidence>{t.atWork}</Evidence> : null}
      <div className={styles.answer} aria-live="polite">
        {heard ? <Answer heard={heard} ssid={ssid} onSsid={onSsid} /> : null}
      </div>
    </section>
  );
};
