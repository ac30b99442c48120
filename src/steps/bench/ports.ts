/** The ports of this bench: which are there, what each is used for, and what is known of it. */

import type { LineFormat } from '../../model/line-settings';
import { adapterId } from '../../model/line-speed';
import { BenchError } from '../../model/problem';
import type { PortView } from '../../model/run';
import type { BenchEvent } from '../run/messages';
import { learn, type Met, recall } from '../run/met';
import type { Outside, SeenPort } from '../run/outside';
import type { BoardAtWork } from './board-work';
import type { LogPorts } from './log-ports';

/** Two without ids of their own are not known to be of one kind. */
export const isSameAdapter = ({ usb }: SeenPort, { usb: other }: SeenPort): boolean =>
  usb !== undefined && other !== undefined && adapterId(usb) === adapterId(other);

export interface PortsHands {
  boards(): Iterable<BoardAtWork>;
  logPorts(): LogPorts;
  tell(event: BenchEvent): void;
}

const virtualView = (virtual: NonNullable<SeenPort['virtual']>): NonNullable<PortView['virtual']> => {
  const { habit, speed = 1, internet } = virtual;
  return { habit, ...(speed !== 1 && { speed }), ...(internet?.on === false && { withoutInternet: true }) };
};

export const createPorts = (outside: Outside, { boards, logPorts, tell }: PortsHands) => {
  let here: readonly SeenPort[] = [];
  const inUse = new Map<string, Pick<PortView, 'use' | 'baud' | 'format'>>();
  const met = new Map<string, Met>();
  const pluggedAt = new Map<string, number>();
  /** Came by the browser's chooser. */
  const chosen = new Set<string>();
  /** Was there when the page was opened, and nobody has looked at it yet. */
  const unread = new Set<string>();
  /** Of boards whose log is on another port that nobody has chosen. */
  const asksForLog = new Set<string>();

  const isHere = (id: string): boolean => here.some((port) => port.id === id);

  const portUse = (id: string) => ({ use: 'free' as PortView['use'], ...inUse.get(id) });

  const viewOf = (seen: SeenPort): PortView => {
    const pairs = logPorts();
    const log = pairs.logOf(seen.id) ?? pairs.waitingFor(seen.id);
    const logOf = pairs.flashOf(seen.id) ?? pairs.waitsFor(seen.id);
    return {
      id: seen.id,
      name: seen.name,
      ...(seen.usb && { usbVendorId: seen.usb.vendorId, usbProductId: seen.usb.productId }),
      ...(seen.virtual && { virtual: virtualView(seen.virtual) }),
      ...portUse(seen.id),
      ...(log && {
        log: { id: log.id, ...portUse(log.id), ...(!pairs.logOf(seen.id) && { waits: true as const }) },
      }),
      ...(logOf !== undefined && { logOf }),
      ...(unread.has(seen.id) && { unread: true as const }),
      ...(!log && asksForLog.has(seen.id) && { askForLog: true as const }),
      met: seen.virtual?.chip ?? met.get(seen.id)?.chip,
      grant: met.get(seen.id)?.grant,
      ...(seen.forget && { droppable: true as const }),
    };
  };

  const tellAll = () => tell({ kind: 'ports', ports: here.map(viewOf) });

  const tellLaneOf = (id: string) => {
    const seen = here.find((port) => port.id === id);
    for (const { lane } of boards()) if (seen && lane.view.port.id === id) lane.set({ port: viewOf(seen) });
  };

  /** Told when it is known: no board waits for the storage. */
  const lookUpMet = async () => {
    const before = new Map(met);
    for (const seen of here) met.set(seen.id, await recall(seen, outside.db));
    const isNew = ({ id }: SeenPort) =>
      met.get(id)?.chip !== before.get(id)?.chip || met.get(id)?.grant !== before.get(id)?.grant;
    if (!here.some(isNew)) return;
    tellAll();
    for (const { id } of here) tellLaneOf(id);
  };

  return {
    chosen,
    unread,
    asksForLog,
    viewOf,
    tellAll,
    tellLaneOf,
    isHere,
    all: () => here,
    pluggedAt: (id: string) => pluggedAt.get(id),
    isElsewhere: (id: string) => inUse.get(id)?.use === 'elsewhere',

    /** Throws `port.lost`. */
    find(id: string): SeenPort {
      const seen = here.find((port) => port.id === id);
      if (!seen) throw new BenchError('port.lost', { name: id });
      return seen;
    },

    /** What is there now. */
    take(found: readonly SeenPort[], plugged: readonly string[]) {
      here = found;
      void lookUpMet();
      for (const id of inUse.keys()) if (!isHere(id)) inUse.delete(id);
      for (const id of plugged) pluggedAt.set(id, outside.ticks());
      logPorts().take();
      tellAll();
    },

    use(id: string, baud: number | undefined, as: PortView['use'] = baud ? 'open' : 'free', shape?: LineFormat) {
      const format = shape && { dataBits: shape.dataBits, parity: shape.parity, stopBits: shape.stopBits };
      inUse.set(id, { use: as, ...(baud && { baud }), ...(format && { format }) });
      tellAll();
      tellLaneOf(id);
      const flash = logPorts().flashOf(id);
      if (flash !== undefined) tellLaneOf(flash);
    },

    /** The same board on another port: its cable was pulled, and now it is known what the browser makes of that. */
    async learnGrant(old: SeenPort, fresh: SeenPort) {
      if (fresh.virtual || old.id === fresh.id || isHere(old.id)) return;
      const grant = chosen.has(fresh.id) ? 'chosen-again' : pluggedAt.has(fresh.id) ? 'came-back' : undefined;
      if (!grant) return;
      await learn(fresh, outside.db, { grant });
      await lookUpMet();
      // Also told on lanes whose port is gone: there it is what a person wants to know.
      for (const { lane, seen: other } of boards())
        if (isSameAdapter(fresh, other) && lane.view.port.grant !== grant)
          lane.set({ port: { ...lane.view.port, grant } });
    },
  };
};
