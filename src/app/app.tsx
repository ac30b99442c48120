/** The frame around every screen: bars, ports, live region, toasts. */
import { Suspense, useEffect, useRef } from 'react';
import { Link, Router, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { useStore } from 'zustand';
import { shell } from '../i18n/en/shell';
import { useText } from '../i18n/use-text';
import { type Surroundings, SurroundingsProvider } from '../screens/parts/bench-context';
import { places } from '../screens/parts/places';
import { Announcer } from '../screens/shell/announcer';
import { BenchLostBar } from '../screens/shell/bench-lost-bar';
import { BrokenScreen } from '../screens/shell/broken-screen';
import { DropFrame } from '../screens/shell/drop-frame';
import { PortStrip } from '../screens/shell/port-strip';
import { BottomBar, TopBar } from '../screens/shell/top-bar';
import { UpdateBar } from '../screens/shell/update-bar';
import { TourDoor } from '../screens/tour/tour-door';
import { Toasts } from '../ui/toast';
import styles from './app.module.css';
import { routeOf, routes } from './routes';
import { updateOffer } from './update-offer';

const Frame = () => {
  const t = useText(shell);
  const [path] = useLocation();
  const route = routeOf(path);
  const here = route?.place ?? 'bench';
  const main = useRef<HTMLElement>(null);
  const shown = useRef(here);
  const title = route ? t[route.title] : t.notFound;
  useEffect(() => {
    document.title = `${title} · Bindery`;
  }, [title]);
  useEffect(() => {
    if (shown.current === here) return;
    shown.current = here;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [here]);
  return (
    <div className={styles.page}>
      {/* A link would need an address, and the address after # is the screen's. */}
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        {t.skip}
      </button>
      <TopBar links={routes} here={here} />
      <BenchLostBar />
      <UpdateBar {...useStore(updateOffer)} />
      <PortStrip />
      <main ref={main} id="main" className={styles.main} tabIndex={-1}>
        <BrokenScreen key={here}>
          <Suspense fallback={<p role="status">{t.loading}</p>}>
            {route ? (
              <route.Screen />
            ) : (
              <p>
                {t.notHere} <Link href={places.bench}>{t.toBench}</Link>
              </p>
            )}
          </Suspense>
        </BrokenScreen>
      </main>
      <BottomBar links={routes} here={here} />
      <Announcer />
      <TourDoor />
      <Toasts />
      <DropFrame />
    </div>
  );
};

export const App = ({ surroundings }: { surroundings: Surroundings }) => (
  <SurroundingsProvider value={surroundings}>
    <Router hook={useHashLocation}>
      <Frame />
    </Router>
  </SurroundingsProvider>
);
