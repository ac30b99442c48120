/** Data points over Bluetooth: setting them, and the device's reports (ble-pairing, section 9). */
import type { DataPoint, DpType, DpValue } from '../../model/data-point';
import { joinBytes, u16, u32, viewOf } from './bytes';
import { commands } from './commands';
import { dpTypeOf, numberOfType, readDpValue, writeDpValue } from './dp-values';

export interface BleDp {
  /** 1 to 255. */
  id: number;
  type: DpType;
  /** As in the model; an enum whose word the schema does not know is its index. */
  value: DpValue;
}

const writeDps = (dps: readonly BleDp[], points: readonly DataPoint[], direction: 'set' | 'report'): Uint8Array =>
  joinBytes(
    ...dps.flatMap((dp) => {
      const value = writeDpValue(
        dp.type,
        dp.value,
        points.find(({ id }) => id === dp.id),
        direction,
      );
      return [Uint8Array.of(dp.id, numberOfType(dp.type)), u16(value.length), value];
    }),
  );

/** Types and values nobody knows are left out; `whole` tells whether the last one was cut off. */
const readDps = (
  data: Uint8Array,
  points: readonly DataPoint[],
  direction: 'set' | 'report',
): { dps: BleDp[]; whole: boolean } => {
  const dps: BleDp[] = [];
  let at = 0;
  while (at + 4 <= data.length) {
    const id = data[at] ?? 0;
    const end = at + 4 + viewOf(data).getUint16(at + 2);
    if (end > data.length) return { dps, whole: false };
    const type = dpTypeOf(data[at + 1] ?? 0);
    const point = points.find((known) => known.id === id);
    const value = type && readDpValue(type, data.slice(at + 4, end), point, direction);
    if (type && value !== undefined) dps.push({ id, type, value });
    at = end;
  }
  return { dps, whole: at === data.length };
};

/** Version and number; the version has been 0 so far. */
const setHeadBytes = 5;

/** Data of 0027. `rSn` is any number of the central's own. */
export const writeDpSet = (rSn: number, dps: readonly BleDp[], points: readonly DataPoint[]): Uint8Array =>
  joinBytes(Uint8Array.of(0), u32(rSn), writeDps(dps, points, 'set'));

/**
 * In the order they came; the device's application gets them the other way round. A list that is empty or cut off is
 * answered all the same and done nothing about: no `dps`. Undefined when there is no number to answer to.
 */
export const readDpSet = (
  data: Uint8Array,
  points: readonly DataPoint[],
): { rSn: number; dps: BleDp[] } | undefined => {
  if (data.length < setHeadBytes) return undefined;
  const { dps, whole } = readDps(data.subarray(setHeadBytes), points, 'set');
  return { rSn: viewOf(data).getUint32(1), dps: whole ? dps : [] };
};

export const writeDpSetAnswer = (rSn: number, result = 0): Uint8Array =>
  joinBytes(Uint8Array.of(0), u32(rSn), Uint8Array.of(result));

export const readDpSetAnswer = (data: Uint8Array): { rSn: number; result: number } | undefined =>
  data.length === setHeadBytes + 1 ? { rSn: viewOf(data).getUint32(1), result: data[setHeadBytes] ?? 0 } : undefined;

export interface DpReport {
  /** The device's own counter, 1 at boot. */
  sn: number;
  /** Whether it answers a query. */
  asked: boolean;
  /** Milliseconds since 1970; whole seconds go on the air. */
  at?: number;
  dps: BleDp[];
}

/** Command and data: 8007 with a time, 8006 without. `swappedClock` as the recorded peer was compiled. */
export const writeDpReport = (
  { sn, asked, at, dps }: DpReport,
  points: readonly DataPoint[],
  { swappedClock = false }: { swappedClock?: boolean } = {},
): { command: number; data: Uint8Array } => {
  const head = joinBytes(Uint8Array.of(0), u32(sn), Uint8Array.of(asked ? 1 : 0, 0));
  const values = writeDps(dps, points, 'report');
  if (at === undefined) return { command: commands.dpAnswer, data: joinBytes(head, values) };
  const seconds = u32(Math.floor(at / 1000));
  const time = joinBytes(Uint8Array.of(1), swappedClock ? seconds.toReversed() : seconds);
  return { command: commands.dpReport, data: joinBytes(head, time, values) };
};

/** Seconds. Before 2015 there was no such device; what lies beyond 2075 is decades off as well. */
const plausible = { from: 1_420_070_400, to: 3_313_526_400 } as const;

/** Big endian, unless that lies decades off and the swapped one does not. Milliseconds. */
const readTime = (data: Uint8Array, at: number): number => {
  const view = viewOf(data);
  const fits = (seconds: number): boolean => seconds >= plausible.from && seconds <= plausible.to;
  const [plain, swapped] = [view.getUint32(at), view.getUint32(at, true)];
  return (!fits(plain) && fits(swapped) ? swapped : plain) * 1000;
};

const reportHeadBytes = 7;

/** Reports are partial: whatever is not in one is not known to be anything. Undefined for another command or a broken head. */
export const readDpReport = (command: number, data: Uint8Array, points: readonly DataPoint[]): DpReport | undefined => {
  const timed = command === commands.dpReport;
  if (!timed && command !== commands.dpAnswer) return undefined;
  const from = reportHeadBytes + (timed ? 5 : 0);
  if (data.length < from || (timed && data[reportHeadBytes] !== 1)) return undefined;
  const { dps } = readDps(data.subarray(from), points, 'report');
  return {
    sn: viewOf(data).getUint32(1),
    asked: data[5] === 1,
    ...(timed && { at: readTime(data, reportHeadBytes + 1) }),
    dps,
  };
};
