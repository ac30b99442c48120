/** The guided tour: a panel at the foot of the real screens, which moves on by itself when the thing has happened. */
import X from 'lucide-react/icons/x';
import { useCallback, useEffect, useRef } from 'react';
import { tour } from '../../i18n/en/tour';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { isTyping } from '../../ui/is-typing';
import { Evidence } from '../../ui/text';
import { useBench } from '../parts/bench-context';
import styles from './tour.module.css';
import { TourDone } from './tour-done';
import { stepOf, tourSteps } from './tour-reading';
import { endTour } from './tour-state';
import { TourStations } from './tour-stations';
import { TourStep } from './tour-step';
import { useTour } from './use-tour';

/** What the key is for elsewhere, it stays for: a field, a menu, a dialog. */
const isTaken = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  isTyping(event.target) ||
  document.querySelector('dialog[open], :popover-open, details[open] > summary:focus, details[open] :focus') !== null;

/** The page ends above the panel, so that it hides nothing. */
const useRoom = (panel: React.RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const root = document.documentElement;
    const measure = () => {
      root.style.setProperty('--tour', `${panel.current?.offsetHeight ?? 0}px`);
      // It may have grown over what it points at.
      document.querySelector('[data-tour-target]')?.scrollIntoView({ block: 'nearest' });
    };
    const observer = new ResizeObserver(measure);
    if (panel.current) observer.observe(panel.current);
    measure();
    root.dataset.tour = '';
    return () => {
      observer.disconnect();
      root.style.removeProperty('--tour');
      delete root.dataset.tour;
    };
  }, [panel]);
};

export const Tour = () => {
  const t = useText(tour);
  const { send } = useBench();
  const panel = useRef<HTMLElement>(null);
  const view = useTour();
  const { stage, lane } = view;
  const end = useCallback(() => {
    const plan = endTour();
    if (plan) send({ kind: 'set-plan', plan });
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [send]);
  useRoom(panel);
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isTaken(event)) end();
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [end]);
  return (
    <aside ref={panel} className={styles.panel} aria-label={t.title} tabIndex={-1} data-stage={stage}>
      <header className={styles.head}>
        <h2>{t.title}</h2>
        <Evidence>{t.step(stepOf(stage), tourSteps)}</Evidence>
        <Button kind="quiet" size="small" icon={<X size={14} strokeWidth={1.75} />} onClick={end}>
          {t.end}
        </Button>
      </header>
      <div className={styles.body}>
        <TourStep view={view} />
        {stage === 'done' ? <TourDone /> : lane && stage !== 'flip' ? <TourStations lane={lane} /> : null}
      </div>
    </aside>
  );
};
