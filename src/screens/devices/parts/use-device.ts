/** One device of a cloud: who it is, its data points, and the control over it, from opening the page until leaving it. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { ownClock } from '../../../model/clock';
import type { Cloud, EventOrigin } from '../../../model/cloud';
import type { DpEntry } from '../../../model/dp-history';
import { benchDatabase } from '../../../records/database';
import { dpHistoryOf, keepDpEntries } from '../../../records/dp-history';
import { askCloud, type CloudTrouble } from '../../../steps/device/ask-cloud';
import { type Control, createControl } from '../../../steps/device/control';
import type { CloudDeviceFacts } from '../../../steps/device/device-answers';
import { type ReadModel, readThingModel } from '../../../steps/device/thing-model';
import { saidPoints, useDemoNames } from '../../parts/demo-names';
import { getDevice } from './device-calls';

export type DeviceHere =
  | { kind: 'asking' }
  | { kind: 'gone' }
  | { kind: 'trouble'; trouble: CloudTrouble }
  | { kind: 'here'; facts: CloudDeviceFacts; model: ReadModel; control: Control };

const noModel: ReadModel = { points: [], told: 0 };
const rememberEveryMs = 1000;

const after = (ms: number, work: () => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/** Gathers entries and writes them down together; losing the last second of a history loses nothing. */
const gather = (place: string, deviceId: string) => {
  const waiting = new Map<string, DpEntry>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    timer = undefined;
    const entries = [...waiting.values()];
    waiting.clear();
    // Without storage the history lasts as long as the page.
    if (entries.length > 0) keepDpEntries(benchDatabase(), { place, deviceId }, entries).catch(() => {});
  };
  return {
    remember(entries: readonly DpEntry[]) {
      for (const entry of entries) waiting.set(entry.id, entry);
      timer ??= setTimeout(write, rememberEveryMs);
    },
    end() {
      clearTimeout(timer);
      write();
    },
  };
};

export const useDevice = (place: string, cloud: Cloud, deviceId: string, events: EventOrigin) => {
  const [here, setHere] = useState<DeviceHere>({ kind: 'asking' });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks everything anew
  useEffect(() => {
    let left = false;
    const leaving: (() => void)[] = [];
    const open = async () => {
      const [device, model, past] = await Promise.all([
        getDevice(cloud, deviceId),
        askCloud(cloud, { method: 'GET', path: `/v2.0/cloud/thing/${deviceId}/model` }),
        dpHistoryOf(benchDatabase(), { place, deviceId }).catch(() => []),
      ]);
      if (left) return;
      if (!device.ok) return setHere({ kind: 'trouble', trouble: device.trouble });
      if (!device.value) return setHere({ kind: 'gone' });
      const read = (model.ok && readThingModel(model.result)) || noModel;
      const memory = gather(place, deviceId);
      const control = createControl({
        cloud,
        deviceId,
        points: read.points,
        events,
        ...ownClock,
        after,
        newId: () => crypto.randomUUID(),
        past,
        remember: memory.remember,
      });
      leaving.push(control.begin(), memory.end);
      leaving.push(
        cloud.listen((event) => {
          if (event.deviceId === deviceId && event.kind === 'unbound') setHere({ kind: 'gone' });
        }),
      );
      setHere({ kind: 'here', facts: device.value, model: read, control });
    };
    setHere({ kind: 'asking' });
    void open();
    return () => {
      left = true;
      for (const leave of leaving) leave();
    };
  }, [place, cloud, deviceId, events, tries]);
  const say = useDemoNames(cloud.virtual);
  const said = useMemo((): DeviceHere => {
    if (here.kind !== 'here') return here;
    const { facts, model } = here;
    const points = saidPoints(model.points, say);
    return { ...here, facts: { ...facts, name: say(facts.name) }, model: { ...model, points } };
  }, [here, say]);
  return { here: said, again: useCallback(() => setTries((n) => n + 1), []) };
};
