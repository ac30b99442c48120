/** The way back for a board whose port is gone: what the browser is known to remember of it, and the chooser. */
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { problems } from '../../../i18n/en/problems';
import { useText } from '../../../i18n/use-text';
import { grantWay } from '../../../model/port-grants';
import type { LaneView } from '../../../model/run';
import { Button } from '../../../ui/button';
import { Evidence } from '../../../ui/text';
import { useBench, useBrowser } from '../../parts/bench-context';
import { useChoosePort } from '../../parts/choose-port';
import styles from './choose-again.module.css';
import { chooseKey, createKeyQueue, isChooseKey } from './choose-key';

const queue = createKeyQueue();

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
  const { view } = useBench();
  const holder = useSyncExternalStore(queue.subscribe, queue.holder, queue.holder);
  const hasKey = urgent && (holder === undefined || holder === lane.id);
  const { choose, secondWay } = useChoosePort({ lane: lane.id });
  const { id } = lane;
  const port = lane.port.id;
  // Before it is painted: no two lanes show the key.
  useLayoutEffect(() => {
    if (!urgent) return;
    queue.enter(id);
    return () => {
      const isBack = view.getState().ports.some((each) => each.id === port);
      queue.leave(id, isBack ? 'is-back' : 'still-gone');
    };
  }, [urgent, id, port, view]);
  useEffect(() => {
    const own = button.current;
    if (urgent && own && isFree(own.closest('article'))) own.querySelector('button')?.focus({ preventScroll: true });
  }, [urgent]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (queue.holder() !== id || !isChooseKey(event) || event.defaultPrevented || isElsewhere(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      button.current?.querySelector('button')?.click();
    };
    if (!urgent) return;
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [urgent, id]);
  return (
    <>
      <div ref={button} className={styles.buttons}>
        <Button
          kind={urgent ? 'primary' : 'plain'}
          size={urgent ? undefined : 'small'}
          aria-keyshortcuts={hasKey ? chooseKey : undefined}
          onClick={choose}
        >
          {words.remedy['choose-again']}
          {hasKey ? <kbd className={styles.key}>{chooseKey.toUpperCase()}</kbd> : null}
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
