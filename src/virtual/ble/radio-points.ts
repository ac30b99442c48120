/** Data points over Bluetooth: obeyed, asked for, reported (ble-pairing, section 9). */
import type { DataPoint, DpValue } from '../../model/data-point';
import { commands } from '../../protocols/tuya-ble/commands';
import { type BleDp, readDpSet, writeDpReport, writeDpSetAnswer } from '../../protocols/tuya-ble/data-points';
import { numberOfType } from '../../protocols/tuya-ble/dp-values';
import type { RadioBinding, RadioDp, RadioHost } from './radio-host';
import type { Request, Steps, Talk } from './radio-talk';

export interface Points {
  answerSet(talk: Talk, request: Request): Steps;
  answerState(talk: Talk, request: Request): Steps;
  /** In the order the application gave them. */
  report(talk: Talk, dps: readonly RadioDp[]): Steps;
}

/** What stands in the firmware's memory before anything was set: the first word of an enum. */
const unset = ({ type, range }: DataPoint): DpValue =>
  type === 'bool' ? false : type === 'string' ? '' : type === 'enum' ? (range?.[0] ?? 0) : 0;

/** The list grows at its head, so it goes out in reverse. */
const known = ({ points, value }: RadioBinding, { generation, log }: RadioHost): BleDp[] => {
  let list: BleDp[] = [];
  for (const point of points) {
    const { id, type, mode } = point;
    if (mode === 'wr' || type === 'raw') continue;
    const now = value(id);
    if (now === undefined && type === 'string' && generation < 3) {
      // Nothing was ever put there, and the list begins anew (section 9, last words).
      log('E', 'ble_dp.c:102', 'input invalid');
      list = [];
    } else list = [{ id, type, value: now ?? unset(point) }, ...list];
  }
  return list;
};

export const createPoints = (host: RadioHost): Points => {
  const { log } = host;
  /** Of reports alone, since boot. */
  let reportSn = 1;

  function* tell(talk: Talk, asked: boolean, dps: readonly BleDp[], at?: number): Steps {
    const points = host.binding()?.points ?? [];
    const { command, data } = writeDpReport({ sn: reportSn, asked, at, dps: [...dps] }, points);
    reportSn += 1;
    yield* talk.say(command, 0, data);
  }

  return {
    *answerSet(talk, { frame }) {
      const { points = [] } = host.binding() ?? {};
      const told = readDpSet(frame.data, points);
      if (!told) return;
      yield* talk.say(commands.dpSet, frame.sn, writeDpSetAnswer(told.rSn));
      if (told.dps.length === 0) log('E', 'ble_dp.c:467', 'parse err:-1');
      const dps = told.dps.toReversed();
      for (const { id, type } of dps) log('D', 'ble_dp.c:474', `ble dp id:${id} type:${numberOfType(type)}`);
      if (dps.length > 0) host.command(dps.map(({ id, value }) => ({ id, value })));
    },
    *answerState(talk, { frame }) {
      log('N', 'ble_dp.c:528', 'ble recv dp query');
      yield* talk.say(commands.state, frame.sn, Uint8Array.of(0));
      const binding = host.binding();
      if (!binding) {
        log('D', 'ble_dp.c:537', 'schema null');
        return;
      }
      const dps = known(binding, host);
      if (dps.length > 0) yield* tell(talk, true, dps);
    },
    *report(talk, dps) {
      const { points = [] } = host.binding() ?? {};
      const typed = dps.flatMap(({ id, value }): BleDp[] => {
        const type = points.find((point) => point.id === id)?.type;
        return type ? [{ id, type, value }] : [];
      });
      const seconds = host.posix();
      const at = seconds === undefined ? undefined : seconds * 1000;
      if (typed.length > 0) yield* tell(talk, false, typed.toReversed(), at);
    },
  };
};
