/** The way back for a board whose port is gone: what the browser is known to remember of it, and the chooser. */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { problems } from '../../../i18n/en/problems';
import { useText } from '../../../i18n/use-text';
import { grantWay } from '../../../model/port-grants';
import type { LaneView } from '../../../model/run';
import { Button } from '../../../ui/button';
import { Evidence } from '../../../ui/text';
import { useBrowser } from '../../parts/bench-context';
import { useChoosePort } from '../../parts/choose-port';
import styles from './choose-again.module.css';

const key = 'c';

/** Lanes that wait. Of several the last one has the key: that cable was pulled just now. */
const waiting = createStore<readonly string[]>(() => []);

const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog') !== null;

/** Nobody is doing anything else: the focus may go where the next hand is needed. */
const isFree = (lane: Element | null): boolean => {
  const { activeElement: active } = document;
  return active === null || active === document.body || active.id === 'main' || (lane?.contains(active) ?? false);
};

/** `urgent`: a run or a board that is ready waits for it. A board that is done may well be unplugged. */
export const ChooseAgain = ({ lane, urgent }: { lane: LaneView; urgent: boolean }) => {
  const words = useText(problems);
  const { grants } = useBrowser();
  const button = useRef<HTMLDivElement>(null);
  const last = useStore(waiting, (lanes) => lanes.at(-1));
  const hasKey = urgent && (last === undefined || last === lane.id);
  const { choose, secondWay } = useChoosePort({ lane: lane.id });
  useEffect(() => {
    const own = button.current;
    if (!urgent || !own) return;
    waiting.setState((lanes) => [...lanes, lane.id], true);
    if (isFree(own.closest('article'))) own.querySelector('button')?.focus({ preventScroll: true });
    return () => waiting.setState((lanes) => lanes.filter((id) => id !== lane.id), true);
  }, [urgent, lane.id]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const others = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
      if (event.key !== key || others || event.defaultPrevented || isElsewhere(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      button.current?.querySelector('button')?.click();
    };
    if (!hasKey) return;
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [hasKey]);
  return (
    <>
      <div ref={button} className={styles.buttons}>
        <Button
          kind={urgent ? 'primary' : 'plain'}
          size={urgent ? undefined : 'small'}
          aria-keyshortcuts={hasKey ? key : undefined}
          onClick={choose}
        >
          {words.remedy['choose-again']}
          {hasKey ? <kbd className={styles.key}>{key.toUpperCase()}</kbd> : null}
        </Button>
        {secondWay}
      </div>
      {urgent ? (
        <Evidence className={styles.way}>
          {words.again[grantWay(grants, lane.port.grant)]}
          {lane.port.log ? words.space + words.bothPorts : null}
        </Evidence>
      ) : null}
    </>
  );
};
