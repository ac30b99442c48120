/** Which port the console looks at, and what may be done with it now. */
import { useLocation, useParams } from 'wouter';
import type { LaneView, PortView } from '../../model/run';
import { useBenchView } from '../parts/bench-context';
import { consoleOf } from '../parts/places';

/**
 * shut       nobody listens
 * listening  this console has the port
 * at-work    a run has it: its lines are shown, sending waits
 * elsewhere  another tab has it
 * gone       not plugged in
 */
export type PortUse = 'shut' | 'listening' | 'at-work' | 'elsewhere' | 'gone';

export interface ConsolePort {
  id: string;
  port: PortView | undefined;
  lane: LaneView | undefined;
  use: PortUse;
}

const stateOf = (port: PortView | undefined, lane: LaneView | undefined): PortUse => {
  if (!port) return 'gone';
  // The bench ends a run by handing the port back, so an open port with a run under way is the run's.
  if (lane?.startedAt && !lane.endedAt) return 'at-work';
  if (lane?.state === 'recognising' || lane?.state === 'running') return 'at-work';
  if (port.use === 'elsewhere') return 'elsewhere';
  return port.use === 'open' ? 'listening' : 'shut';
};

const inAddress = (address: string): string | null => new URLSearchParams(address.split('?')[1]).get('port');

export const useConsolePort = () => {
  const ports = useBenchView((view) => view.ports);
  const lanes = useBenchView((view) => view.lanes);
  const logged = useBenchView((view) => view.logs);
  const params = useParams<{ port?: string }>();
  const [address, go] = useLocation();
  const asked = params.port ? decodeURIComponent(params.port) : inAddress(address);
  const id = asked ?? ports.find(({ use }) => use === 'open')?.id ?? ports[0]?.id ?? Object.keys(logged)[0];
  const port = ports.find((other) => other.id === id);
  const lane = lanes.findLast((other) => other.port.id === id);
  const chosen: ConsolePort | undefined = id ? { id, port, lane, use: stateOf(port, lane) } : undefined;
  return { ports, lanes, chosen, choose: (next: string) => go(consoleOf(next)) };
};
