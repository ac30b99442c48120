/** Which port the console looks at, and what may be done with it now. */
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { LaneView, PortView } from '../../../model/run';
import { useBenchView } from '../../parts/bench-context';
import { isBusy } from '../../parts/lane-words';
import { consoleOf, textOfPart } from '../../parts/places';
import { useLogPorts } from '../../parts/use-log-tail';

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
  if (lane && isBusy(lane)) return 'at-work';
  if (port.use === 'elsewhere') return 'elsewhere';
  return port.use === 'open' ? 'listening' : 'shut';
};

/** `/console/port-1`, or `/console?port=port-1` as typed by hand. */
const inAddress = (address: string): string | undefined => {
  const [path = '', query] = address.split('?');
  const port = path.split('/')[2];
  return port ? textOfPart(port) : (new URLSearchParams(query).get('port') ?? undefined);
};

export const useConsolePort = () => {
  const all = useBenchView((view) => view.ports);
  // The log port of a board is heard with its other port.
  const ports = useMemo(() => all.filter(({ logOf }) => logOf === undefined), [all]);
  const lanes = useBenchView((view) => view.lanes);
  const logged = useLogPorts();
  const [address, go] = useLocation();
  const asked = inAddress(address);
  const id =
    all.find((port) => port.id === asked)?.logOf ??
    asked ??
    ports.find(({ use }) => use === 'open')?.id ??
    ports[0]?.id ??
    logged[0];
  const port = ports.find((other) => other.id === id);
  const lane = lanes.findLast((other) => other.port.id === id);
  const chosen: ConsolePort | undefined = id ? { id, port, lane, use: stateOf(port, lane) } : undefined;
  return { ports, lanes, chosen, choose: (next: string) => go(consoleOf(next)) };
};

/** A second port to look at beside the first: kept while the console is open. */
export const useSecondPort = (ports: readonly PortView[], lanes: readonly LaneView[], first: string | undefined) => {
  const [id, chooseSecond] = useState<string>();
  const port = ports.find((other) => other.id === id);
  const lane = lanes.findLast((other) => other.port.id === id);
  const second: ConsolePort | undefined =
    id !== undefined && id !== first ? { id, port, lane, use: stateOf(port, lane) } : undefined;
  return { second, chooseSecond };
};
