/** Left of the rail: which board this is, how long it has taken, how to stop it. */

import Square from 'lucide-react/icons/square';
import Terminal from 'lucide-react/icons/terminal';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { bench } from '../../../i18n/en/bench';
import { useFormats, useText } from '../../../i18n/use-text';
import { chipNames, logPortBaud } from '../../../model/chip';
import { own } from '../../../model/own';
import type { LaneView, PortView } from '../../../model/run';
import { interruptedAt } from '../../../steps/run/again';
import { Button, ButtonLink, TextButton, TextLink } from '../../../ui/button';
import { cx } from '../../../ui/cx';
import { StateGlyph } from '../../../ui/state-glyph';
import { BothEnds, Evidence, Mono, Spoken } from '../../../ui/text';
import { VirtualTag } from '../../../ui/virtual';
import { useBench } from '../../parts/bench-context';
import { useChoosePort } from '../../parts/choose-port';
import { useDemoNames } from '../../parts/demo-names';
import { isBusy, waitsForHand } from '../../parts/lane-words';
import { consoleOf, deviceOf } from '../../parts/places';
import styles from './lane.module.css';
import { workedMs } from './lane-reading';

const icon = { size: 14, strokeWidth: 1.75 } as const;

const Fact = ({ name, main, children }: { name: string; main?: boolean; children: ReactNode }) => (
  <div data-main={main ? '' : undefined}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const LicenseFact = ({ lane: { onBoard } }: { lane: LaneView }) => {
  const t = useText(bench).lane;
  if (!onBoard) return null;
  const ledger = onBoard.kind === 'has' && { 'other-board': t.otherBoard, 'not-in-ledger': t.notInLedger, ours: '' };
  return (
    <Fact name={t.license}>
      {onBoard.kind === 'has' ? <BothEnds value={onBoard.uuid} className={styles.uuid} /> : null}
      {ledger && onBoard.kind === 'has' ? <Evidence> {ledger[onBoard.ledger]}</Evidence> : null}
      {onBoard.kind === 'has' && onBoard.place ? <Evidence> {t.inOtp}</Evidence> : null}
      {onBoard.kind === 'none' ? <Evidence>{t.noLicense}</Evidence> : null}
      {onBoard.kind === 'unknown' ? <Evidence>{t.unknownLicense}</Evidence> : null}
    </Fact>
  );
};

/** What it became here before, also after a reload; its cloud may have let go of it since, and its page says so. */
const WasBound = ({ lane: { wasBound, device, port } }: { lane: LaneView }) => {
  const t = useText(bench).lane;
  const say = useDemoNames(Boolean(port.virtual));
  if (!wasBound || device) return null;
  return (
    <Fact name={t.wasBound}>
      <Link href={deviceOf(wasBound.place, wasBound.deviceId)} asChild>
        <TextLink>{wasBound.product ? say(wasBound.product) : wasBound.pid}</TextLink>
      </Link>
    </Fact>
  );
};

const Facts = ({ lane }: { lane: LaneView }) => {
  const { lane: t, virtual } = useText(bench);
  const { chip, app, port } = lane;
  const logBaud = chip && !port.log ? logPortBaud[chip.chip] : undefined;
  return (
    <dl className={styles.facts}>
      {chip ? (
        <Fact name={t.mac} main>
          <Mono strong>{chip.mac ?? lane.ownMac ?? '–'}</Mono>
        </Fact>
      ) : (
        <Fact name={t.adapter} main>
          <Mono strong>{port.name}</Mono>
        </Fact>
      )}
      {lane.awaits ? (
        <Fact name={t.awaits}>
          <Mono strong>{lane.awaits.mac ?? '–'}</Mono>
        </Fact>
      ) : null}
      {app?.name ? (
        <Fact name={t.runs}>
          <Mono strong>{[app.name, app.version].filter(Boolean).join(' ')}</Mono>
        </Fact>
      ) : null}
      <LicenseFact lane={lane} />
      <WasBound lane={lane} />
      {logBaud ? (
        <Fact name={t.logName}>
          <Evidence>{t.logElsewhere(logBaud)}</Evidence>
        </Fact>
      ) : null}
      {port.virtual ? (
        <Fact name={t.habit}>
          <Evidence>{own(virtual.habits, port.virtual.habit) ?? port.virtual.habit}</Evidence>
        </Fact>
      ) : null}
      {port.virtual?.speed ? (
        <Fact name={t.pace}>
          <Evidence>{virtual.times(port.virtual.speed)}</Evidence>
        </Fact>
      ) : null}
    </dl>
  );
};

/** Stop while it runs; the log always; out of sight once nothing can happen any more. */
export const LaneButtons = ({ lane }: { lane: LaneView }) => {
  const { lane: t, virtual } = useText(bench);
  const { send } = useBench();
  const busy = isBusy(lane);
  const away = () => {
    if (lane.port.virtual) send({ kind: 'remove-virtual-board', port: lane.port.id });
    send({ kind: 'dismiss', lane: lane.id });
  };
  return (
    <>
      {busy ? (
        <Button size="small" icon={<Square {...icon} />} onClick={() => send({ kind: 'stop', lane: lane.id })}>
          {t.stop}
        </Button>
      ) : null}
      {lane.state !== 'gone' ? (
        <Link href={consoleOf(lane.port.id)} asChild>
          <ButtonLink kind="quiet" data-quiet="" size="small" icon={<Terminal {...icon} />}>
            {t.log}
          </ButtonLink>
        </Link>
      ) : null}
      {!busy && (lane.port.virtual || lane.state !== 'ready') ? (
        <Button kind="quiet" data-quiet="" size="small" icon={<X {...icon} />} onClick={away}>
          {lane.port.virtual ? virtual.remove : t.dismiss}
        </Button>
      ) : null}
    </>
  );
};

const Elapsed = ({ lane }: { lane: LaneView }) => {
  const t = useText(bench);
  const format = useFormats();
  const ms = workedMs(lane);
  return ms === 0 || lane.state === 'ready' ? null : (
    <Mono className={styles.elapsed}>
      <Spoken>{t.lane.elapsed} </Spoken>
      {isBusy(lane) ? format.taking(ms) : format.took(ms)}
    </Mono>
  );
};

/** What became of the license, where a person would worry about it. */
const useNote = (lane: LaneView): string | undefined => {
  const { state, problem, license, port } = lane;
  const t = useText(bench).lane;
  // In doubt may also be which program runs; then no license is at stake.
  if (state === 'doubtful') return problem?.code === 'flash.not-told-apart' ? undefined : t.noOther;
  if (state !== 'failed') return undefined;
  if (problem?.code === 'port.lost') return port.virtual || !interruptedAt(lane) ? undefined : t.resumes;
  return license ? t.licenseStays : undefined;
};

/** Said once, in the way of nothing: a run works without it. */
const AskForLog = ({ lane }: { lane: string }) => {
  const t = useText(bench).lane;
  const { send } = useBench();
  const { choose, secondWay } = useChoosePort({ logOf: lane });
  return (
    <div className={styles.askForLog}>
      <Evidence>{t.askForLog}</Evidence>
      <TextButton onClick={choose}>{t.chooseLog}</TextButton>
      {secondWay}
      <TextButton onClick={() => send({ kind: 'without-log', lane })}>{t.withoutLog}</TextButton>
    </div>
  );
};

/** The ports by what they do: one, or two of one cable. */
const PortLines = ({ port }: { port: PortView }) => {
  const { lane: t, plan } = useText(bench);
  const { log } = port;
  const logWord = () => (log?.waits ? t.logWaits : log?.use === 'open' ? t.logListening : t.logShut);
  return (
    <>
      <PortLine use={port.use} baud={port.baud} unit={plan.baud}>
        <b>{log ? t.flashAndConsole : port.name}</b>
      </PortLine>
      {log ? (
        <PortLine use={log.use} baud={log.baud} unit={plan.baud}>
          <b>{logWord()}</b>
        </PortLine>
      ) : null}
    </>
  );
};

const PortLine = ({
  use,
  baud,
  unit,
  children,
}: Pick<PortView, 'use' | 'baud'> & { unit: string; children: ReactNode }) => {
  const format = useFormats();
  return (
    <p className={styles.port}>
      <StateGlyph state={use === 'open' ? 'open' : 'free'} size={12} />
      {children}
      {baud && use === 'open' ? (
        <span>
          <Mono>{format.count(baud)}</Mono> {unit}
        </span>
      ) : null}
    </p>
  );
};

export const LaneHead = ({ lane }: { lane: LaneView }) => {
  const t = useText(bench);
  const format = useFormats();
  const { chip, port } = lane;
  const note = useNote(lane);
  const looking = isBusy(lane) && !waitsForHand(lane);
  const title = chip ? chipNames[chip.chip] : looking ? t.lane.looking : t.lane.unknown;
  return (
    <header className={cx(styles.head, port.virtual && styles.virtual)}>
      <div className={styles.title}>
        <div className={styles.names}>
          <h2>{title}</h2>
          {chip?.mac ? <Mono className={styles.tail}>{chip.mac.slice(-8)}</Mono> : null}
          {chip?.flashBytes && !port.virtual ? (
            <Evidence className={styles.size}>{format.bytes(chip.flashBytes)}</Evidence>
          ) : null}
          {port.virtual ? (
            <VirtualTag word={t.virtual.word}>
              {port.virtual.speed ? <span className={styles.times}>{t.virtual.tag(port.virtual.speed)}</span> : null}
            </VirtualTag>
          ) : null}
        </div>
        <Elapsed lane={lane} />
      </div>
      <Facts lane={lane} />
      {chip && (port.log || !port.virtual) ? <PortLines port={port} /> : null}
      {port.askForLog ? <AskForLog lane={lane.id} /> : null}
      {note ? <Evidence className={styles.note}>{note}</Evidence> : null}
      <div className={styles.foot}>
        <LaneButtons lane={lane} />
      </div>
    </header>
  );
};
