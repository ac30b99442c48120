import type { HexSeen, HexWish } from '../../model/heard-bytes';
import { type LogOf, type LogStream, logStreams } from '../../model/log-look';
import type { LogAsks, LogTold } from '../run/log-messages';
import type { BenchEvent } from '../run/messages';
import { type ByteRing, createByteRing, emptyRing } from './byte-ring';
import { type Paced, paced } from './paced';

/** The bytes behind the logs: the last of each port, in the memory of the worker, and the windows pages see of them. */

/** Ports whose bytes are held: the one that was silent longest goes. */
const mostPorts = 8;

/** Of one answer. */
export const pieceBytes = 65_536;

interface Looking {
  wish: HexWish;
  pace: Paced;
}

export const createHexBook = (tell: (told: LogTold) => void, ticks: () => number) => {
  const rings = new Map<string, Partial<Record<LogStream, ByteRing>>>();
  const looking = new Map<string, Looking>();

  const portOf = (of: LogOf): string | undefined => ('port' in of ? of.port : undefined);
  const ofPort = (of: LogOf) => rings.get(portOf(of) ?? '') ?? {};

  const picture = ({ of, stream, perRow, place, rows, since }: HexWish): HexSeen => {
    const own = ofPort(of);
    const ring = own[stream] ?? emptyRing;
    const first = Math.ceil(ring.first / perRow);
    const end = Math.ceil(ring.end / perRow);
    const last = Math.max(first, end - rows);
    const row = place.kind === 'end' ? last : Math.min(Math.max(first, place.row), last);
    const piece = ring.read(row * perRow, (row + rows) * perRow);
    const shown = Math.ceil(piece.bytes.length / perRow);
    return {
      ...piece,
      times: Array.from({ length: shown }, (_, at) => ring.at((row + at) * perRow)),
      row,
      first,
      end,
      fresh: since === undefined ? 0 : Math.max(0, end - since),
      heard: ring.end,
      kept: ring.end - ring.first,
      streams: logStreams.filter((one) => own[one]),
    };
  };

  const changed = (port: string) => {
    for (const { wish, pace } of looking.values()) if (portOf(wish.of) === port) pace.changed();
  };

  return {
    hear(event: BenchEvent): void {
      if (event.kind !== 'bytes') return;
      const own = rings.get(event.port) ?? {};
      rings.delete(event.port);
      rings.set(event.port, own);
      for (const longest of rings.keys()) if (rings.size > mostPorts) rings.delete(longest);
      const ring = (own[event.stream] ??= createByteRing());
      for (const heard of event.heard) ring.put(heard);
      changed(event.port);
    },
    look(view: string, wish: HexWish): void {
      const known = looking.get(view);
      if (known) {
        known.wish = wish;
        known.pace.asked();
        return;
      }
      const own: Looking = {
        wish,
        pace: paced(async () => tell({ kind: 'hex-seen', view, seen: picture(own.wish) }), ticks),
      };
      looking.set(view, own);
      own.pace.asked();
    },
    drawn: (view: string) => looking.get(view)?.pace.drawn(),
    leave(view: string): void {
      looking.get(view)?.pace.stop();
      looking.delete(view);
    },
    bytes({ of, stream, from, to }: LogAsks['bytes']['ask']): LogAsks['bytes']['answer'] {
      const ring = ofPort(of)[stream] ?? emptyRing;
      const start = Math.max(from, ring.first);
      return ring.read(start, Math.min(to, start + pieceBytes));
    },
  };
};
