/** The live region. It stands from the beginning, since one that comes with its sentence is often not read. */
import { lazy, Suspense } from 'react';
import { useBenchView } from '../parts/bench-context';

const Announcement = lazy(async () => ({ default: (await import('./announcement')).Announcement }));

export const Announcer = () => {
  const boards = useBenchView((view) => view.lanes.length > 0);
  return (
    <div role="status" aria-live="polite">
      <Suspense>{boards ? <Announcement /> : null}</Suspense>
    </div>
  );
};
