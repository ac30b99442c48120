/** The console: one port's log, live, and a line to send; a second port beside it; and the logs of before. */
import { lazy, Suspense } from 'react';
import { useLocation } from 'wouter';
import { keptLogsPlace, textOfPart } from '../parts/places';
import { LiveConsole } from './live-console';

const KeptLogs = lazy(async () => ({ default: (await import('./kept/kept-logs')).KeptLogs }));

/** `/console/kept`, `/console/kept/ID`; undefined = elsewhere. */
const keptIn = (address: string): { session?: string } | undefined => {
  const [path = ''] = address.split('?');
  if (path !== keptLogsPlace && !path.startsWith(`${keptLogsPlace}/`)) return undefined;
  const session = path.split('/')[3];
  return session ? { session: textOfPart(session) } : {};
};

export const ConsoleScreen = () => {
  const [address] = useLocation();
  const kept = keptIn(address);
  return kept ? (
    <Suspense>
      <KeptLogs key={kept.session} {...kept} />
    </Suspense>
  ) : (
    <LiveConsole />
  );
};
