/** Nobody answers yet: the picture of the hand movement, the words, and a meter that hears the chip at once. */
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { bench } from '../../../i18n/en/bench';
import { useFormats, useText } from '../../../i18n/use-text';
import { type ChipId, chipNames, type HandMove, handMoves } from '../../../model/chip';
import type { HandshakeView, LaneView } from '../../../model/run';
import { Button } from '../../../ui/button';
import { Callout, CalloutCell } from '../../../ui/callout';
import { cx } from '../../../ui/cx';
import { Glass } from '../../../ui/glass';
import { Evidence, Mono } from '../../../ui/text';
import { useBench } from '../../parts/bench-context';
import { BoardDrawing } from '../parts/board-drawing';
import styles from './hand.module.css';
import { useTicks } from './use-ticks';

const barHeight = (heard: number, top: number): CSSProperties => ({
  height: heard === 0 ? 3 : `${12 + (88 * heard) / top}%`,
});

export const HandshakeMeter = ({ handshake, alone }: { handshake: HandshakeView; alone?: boolean }) => {
  const t = useText(bench).hand;
  const format = useFormats();
  const now = useTicks(true);
  const { attempts, heard, recent, lastHeardTicks } = handshake;
  const top = Math.max(1, ...recent);
  const ago = lastHeardTicks === undefined ? undefined : Math.max(0, now - lastHeardTicks);
  const sentence = ago === undefined ? t.nothing(attempts) : ago < 1000 ? t.notLoader : t.something(ago);
  return (
    <Glass className={cx(styles.meter, alone && styles.alone)}>
      <p className={styles.meterHead}>
        <b>{t.meter}</b>
        <Mono pale>
          {t.tries} <Mono strong>{format.count(attempts)}</Mono> {t.heardLabel}{' '}
          <Mono strong>{format.bytes(heard)}</Mono>
        </Mono>
      </p>
      <div className={styles.bars} aria-hidden="true">
        {recent.map((bytes, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={index}
            className={styles.bar}
            data-silent={bytes === 0 ? '' : undefined}
            style={barHeight(bytes, top)}
          />
        ))}
      </div>
      <Evidence>{sentence}</Evidence>
    </Glass>
  );
};

/** Held as long as the finger or the space bar is down; let go whatever happens to the pointer or to this button. */
const HoldButtons = ({ port, word }: { port: string; word: string }) => {
  const { send } = useBench();
  const [held, setHeld] = useState(false);
  const down = useRef(false);
  // The callout goes the moment the chip answers, often under the finger, and no key or pointer comes up here then.
  useEffect(
    () => () => {
      if (down.current) send({ kind: 'hold-boot', port, held: false });
      down.current = false;
    },
    [send, port],
  );
  const hold = (now: boolean) => {
    if (now === down.current) return;
    down.current = now;
    setHeld(now);
    send({ kind: 'hold-boot', port, held: now });
  };
  const isKey = (key: string) => key === ' ' || key === 'Enter';
  return (
    <Button
      kind="primary"
      className={styles.hold}
      aria-pressed={held}
      data-held={held ? '' : undefined}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        hold(true);
      }}
      onPointerUp={() => hold(false)}
      onPointerCancel={() => hold(false)}
      onKeyDown={(event) => isKey(event.key) && hold(true)}
      onKeyUp={(event) => isKey(event.key) && hold(false)}
      onBlur={() => hold(false)}
    >
      {word}
    </Button>
  );
};

const allMoves = [...new Set(Object.values(handMoves))];

/** Chips of one kind, in the order of their table. */
const chipsOf = (move: HandMove) =>
  (Object.keys(handMoves) as ChipId[]).filter((chip) => handMoves[chip] === move).map((chip) => chipNames[chip]);

const Steps = ({ move, alone }: { move: HandMove; alone: boolean }) => {
  const t = useText(bench).hand;
  const steps = { 'hold-boot': [t.hold, t.tap, t.release], 'tap-reset': [t.tap] }[move];
  return (
    <>
      {alone ? null : <Evidence>{chipsOf(move).join(', ')}</Evidence>}
      <ol className={styles.steps} aria-label={alone ? t.stepsLabel : t.stepsOf(chipsOf(move).join(', '))}>
        {steps.map((step, index) => (
          <li key={step}>
            <span>{index + 1}</span>
            {step}
          </li>
        ))}
      </ol>
    </>
  );
};

export const HandCallout = ({ lane }: { lane: LaneView }) => {
  const t = useText(bench).hand;
  const { port, handshake } = lane;
  const chip = lane.chip?.chip ?? port.met;
  // Nobody knows whose board it is: both kinds are shown.
  const moves = chip ? [handMoves[chip]] : allMoves;
  const alone = moves.length === 1;
  return (
    <Callout state="yours" columns="236px minmax(0, 1fr) minmax(220px, 0.62fr)">
      <CalloutCell washed className={styles.picture}>
        {moves.map((move) => (
          <BoardDrawing
            key={move}
            chip={chip ? chipNames[chip] : chipsOf(move)[0]!}
            label={t.pictures[move]}
            move={move}
            width={alone ? 196 : 150}
          />
        ))}
      </CalloutCell>
      <CalloutCell title={alone ? t.titles[moves[0]!] : t.eitherTitle} className={styles.words}>
        <p>{port.virtual ? t.virtualNotes[moves[0]!] : alone ? t.notes[moves[0]!] : t.eitherNote}</p>
        {moves.map((move) => (
          <Steps key={move} move={move} alone={alone} />
        ))}
        {port.virtual ? (
          <HoldButtons port={port.id} word={moves[0] === 'tap-reset' ? t.tap : t.hold} />
        ) : moves.includes('hold-boot') ? (
          <details>
            <summary>{t.noButton}</summary>
            <Evidence>{t.noButtonNote}</Evidence>
          </details>
        ) : null}
      </CalloutCell>
      <div className={styles.glassCell}>{handshake ? <HandshakeMeter handshake={handshake} /> : null}</div>
    </Callout>
  );
};
