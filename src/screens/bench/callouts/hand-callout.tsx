/** Nobody answers yet: the picture of the hand movement, the words, and a meter that hears the chip at once. */
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { bench } from '../../../i18n/en/bench';
import { useFormats, useText } from '../../../i18n/use-text';
import { chipNames } from '../../../model/chip';
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
const HoldBoot = ({ port }: { port: string }) => {
  const t = useText(bench).hand;
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
      {t.hold}
    </Button>
  );
};

export const HandCallout = ({ lane }: { lane: LaneView }) => {
  const t = useText(bench).hand;
  const { chip, port, handshake } = lane;
  return (
    <Callout state="yours" columns="236px minmax(0, 1fr) minmax(220px, 0.62fr)">
      <CalloutCell washed className={styles.picture}>
        <BoardDrawing chip={chip ? chipNames[chip.chip] : 'ESP32'} label={t.picture} hands width={196} />
      </CalloutCell>
      <CalloutCell title={t.title} className={styles.words}>
        <p>{port.virtual ? t.virtualNote : t.note}</p>
        <ol className={styles.steps} aria-label={t.stepsLabel}>
          {[t.hold, t.tap, t.release].map((step, index) => (
            <li key={step}>
              <span>{index + 1}</span>
              {step}
            </li>
          ))}
        </ol>
        {port.virtual ? (
          <HoldBoot port={port.id} />
        ) : (
          <details>
            <summary>{t.noButton}</summary>
            <Evidence>{t.noButtonNote}</Evidence>
          </details>
        )}
      </CalloutCell>
      <div className={styles.glassCell}>{handshake ? <HandshakeMeter handshake={handshake} /> : null}</div>
    </Callout>
  );
};
