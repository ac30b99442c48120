/** Begins the tour at its address, and brings it only then: nobody else waits for it. */
import { lazy, Suspense, useEffect } from 'react';
import { useLocation } from 'wouter';
import { useStore } from 'zustand';
import { ownClock } from '../../model/clock';
import { places } from '../parts/places';
import { tourPlace } from '../parts/tour-place';
import { beginTour, tourState } from './tour-state';

const Tour = lazy(async () => ({ default: (await import('./tour')).Tour }));

export const TourDoor = () => {
  const [path, go] = useLocation();
  const { running, startedTicks } = useStore(tourState);
  useEffect(() => {
    if (path !== tourPlace) return;
    beginTour(ownClock.ticks());
    // A page that is loaded again should not begin it again.
    go(places.bench, { replace: true });
  }, [path, go]);
  return <Suspense>{running ? <Tour key={startedTicks} /> : null}</Suspense>;
};
