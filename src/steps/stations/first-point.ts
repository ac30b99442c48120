/** The last station: one data point there and back, so that "bound" means that a switch moves. */

import { waitFor } from '../../links/wait';
import { momentOf } from '../../model/clock';
import type { DataPoint, DpValue } from '../../model/data-point';
import { nearestNumber } from '../../model/data-point-rules';
import { answerWithinMs, type DpCommand } from '../../model/dp-command';
import { BenchError } from '../../model/problem';
import { keepDpEntries } from '../../records/dp-history';
import { askCloud, troubleError } from '../device/ask-cloud';
import { type Control, createControl } from '../device/control';
import type { RunCloud } from '../device/run-cloud';
import { readThingModel } from '../device/thing-model';
import type { RunContext, Step } from '../run/step';

/** The control gives up on a silent device after 5 s; this is for a cloud that does not answer at all. */
const settledWithinMs = 30_000;
/**
 * A device that still took the app that configured it for present told its first report to the air, and tells its cloud
 * five seconds after that: too late for a person at a switch, not for a proof.
 */
const lateWithinMs = 3000;

/** The simplest thing that comes back: a switch before a choice before a number. */
const easiest = ['bool', 'enum', 'value'] as const;

const pointToTry = (points: readonly DataPoint[]): DataPoint | undefined =>
  easiest.flatMap((type) => points.filter((point) => point.type === type && point.mode === 'rw'))[0];

/** Another value than the one it has, so that the report cannot be an old one. */
const otherValue = (point: DataPoint, now: DpValue | undefined): DpValue => {
  if (point.type === 'bool') return now !== true;
  if (point.type === 'enum') return point.range?.find((word) => word !== now) ?? point.range?.[0] ?? '';
  const { min = 0, max = 100, step = 1 } = point;
  const lowest = nearestNumber(point, min);
  return now === lowest ? nearestNumber(point, Math.min(max, min + step)) : lowest;
};

const commandThat = (
  fits: (command: DpCommand) => boolean,
  control: Control,
  withinMs: number,
  signal: AbortSignal,
): Promise<DpCommand | undefined> =>
  waitFor<DpCommand>(
    (give) => {
      const look = () => {
        const { entries } = control.view.getState().history;
        const command = entries.find((entry) => entry.command)?.command;
        if (command && fits(command)) give(command);
      };
      const deaf = control.view.subscribe(look);
      look();
      return deaf;
    },
    { withinMs, signals: [signal] },
  );

const points = async ({ cloud }: RunCloud, deviceId: string): Promise<readonly DataPoint[]> => {
  const asked = await askCloud(cloud, { method: 'GET', path: `/v2.0/cloud/thing/${deviceId}/model` });
  if (!asked.ok) throw troubleError(asked.trouble);
  return readThingModel(asked.result)?.points ?? [];
};

export const control: Step = {
  name: 'control',
  async run(context: RunContext) {
    const { lane, db, now, ticks, newId, signal } = context;
    const { device } = lane.view;
    if (!device) throw new BenchError('control.no-point');
    const { deviceId, place: at } = device;
    const place = await context.cloud();
    const all = await points(place, deviceId);
    const point = pointToTry(all);
    if (!point) throw new BenchError('control.no-point', { points: all.length });
    const hand = createControl({
      cloud: place.cloud,
      deviceId,
      points: all,
      events: place.events,
      now,
      ticks,
      after: (ms, work) => {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
      newId,
      past: [],
      remember: (entries) => void keepDpEntries(db, { place: at, deviceId }, entries).catch(() => {}),
    });
    const stop = hand.begin();
    try {
      await hand.refresh();
      const value = otherValue(point, hand.view.getState().history.values.get(point.code)?.value);
      lane.fact('control', 'dp-sent', { id: point.id, value: String(value) });
      const settled = commandThat(({ kind }) => kind !== 'sent', hand, settledWithinMs, signal);
      await hand.send(point, value);
      const inTime = await settled;
      const late = inTime?.kind === 'no-answer';
      const command = late ? await commandThat(({ kind }) => kind === 'answered', hand, lateWithinMs, signal) : inTime;
      const facts = { dp: point.code, id: point.id, seconds: (answerWithinMs + lateWithinMs) / 1000 };
      if (command?.kind === 'refused') throw new BenchError('control.refused', { ...facts, ...command.refusal });
      if (command?.kind === 'unsent' && command.problem)
        throw new BenchError(command.problem.code, command.problem.details);
      if (command?.kind !== 'answered' || command.ms === undefined) throw new BenchError('control.no-answer', facts);
      const { ms } = command;
      lane.set({ firstPoint: { id: point.id, code: point.code, value, latencyMs: ms } });
      lane.bind({
        kind: 'witness',
        step: 'data-point',
        witness: 'bench',
        ...momentOf(context),
        details: { dpId: point.id, value: String(value), latencyMs: ms },
      });
      lane.fact('control', 'dp-answered', { id: point.id, value: String(value), ms });
    } finally {
      stop();
    }
  },
};
