/** The tour as it stands now: looks at the bench, listens to the device, knows what to point at. */
import { useEffect, useMemo, useReducer, useState } from 'react';
import { useLocation } from 'wouter';
import { bench } from '../../i18n/en/bench';
import { pairing } from '../../i18n/en/pairing';
import { useText } from '../../i18n/use-text';
import { ownClock } from '../../model/clock';
import type { LaneView } from '../../model/run';
import { useBenchView, useSurroundings } from '../parts/bench-context';
import { useCloud } from '../parts/cloud-context';
import { useDemoNames } from '../parts/demo-names';
import { laneAnchor } from '../parts/lane-words';
import { places } from '../parts/places';
import { foldTour, followed, stageOf, type TourMemory, type TourNews, type TourStage } from './tour-reading';
import { type Target, useTarget } from './use-target';

/** What the lamp's maker calls the data point that the run has tried; its code where nobody says. */
const usePointName = (lane: LaneView | undefined): string | undefined => {
  const { demoProducts } = useSurroundings();
  const [names, setNames] = useState<ReadonlyMap<string, string>>();
  const say = useDemoNames(true);
  const { device, firstPoint } = lane ?? {};
  useEffect(() => {
    let left = false;
    demoProducts?.().then(
      (all) => {
        const named = all.flatMap(({ pid, dataPoints }) =>
          dataPoints.map(({ code, name }) => [`${pid} ${code}`, name] as const),
        );
        if (!left) setNames(new Map(named));
      },
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [demoProducts]);
  const name = device && firstPoint && (names?.get(`${device.pid} ${firstPoint.code}`) || firstPoint.code);
  return name && say(name);
};

/** Told of every report of that device, from now on. */
const useReports = (lane: LaneView | undefined, listening: boolean, tell: (news: TourNews) => void): void => {
  const { at } = useCloud();
  const { device, firstPoint } = lane ?? {};
  const { deviceId, place } = device ?? {};
  const point = firstPoint?.code;
  const cloud = at(place);
  useEffect(() => {
    if (!listening || !cloud || point === undefined) return;
    return cloud.listen((event) => {
      if (event.kind !== 'reported' || event.deviceId !== deviceId) return;
      tell({ kind: 'reported', codes: event.properties.map(({ code }) => code), ticks: ownClock.ticks(), point });
    });
  }, [listening, cloud, deviceId, point, tell]);
};

const useTargetOf = (stage: TourStage, lane: LaneView | undefined, point: string | undefined): Target | undefined => {
  const { lane: words } = useText(bench);
  const { choose, device } = useText(pairing);
  const within = lane && laneAnchor(lane.id);
  switch (stage) {
    case 'run':
      return { kind: 'button', name: words.run, ...(within && { within }) };
    case 'choose':
      return { kind: 'button', name: choose.button, ...(within && { within }) };
    case 'bound':
      return { kind: 'link', name: device, ...(within && { within }) };
    case 'opening':
    case 'flip':
      return point === undefined ? undefined : { kind: 'switch', name: point };
    default:
      return undefined;
  }
};

export interface TourView {
  stage: TourStage;
  lane?: LaneView;
  memory: TourMemory;
  /** What to press on the screen, and whether it is to be seen there. */
  target?: Target;
  there: boolean;
  /** The lane is on another screen than this one. */
  away: boolean;
  asked(): void;
}

const onBench = new Set<TourStage>(['run', 'working', 'choose', 'hand', 'trouble', 'bound', 'coming']);

export const useTour = (): TourView => {
  const [path] = useLocation();
  const lanes = useBenchView((view) => view.lanes);
  const plan = useBenchView((view) => view.plan);
  const [memory, tell] = useReducer(foldTour, {}, (first) => foldTour(first, { kind: 'looked', lanes }));
  const [there, setThere] = useState(false);
  useEffect(() => tell({ kind: 'looked', lanes }), [lanes]);
  const lane = followed(memory, lanes);
  const point = usePointName(lane);
  const stage = stageOf(memory, { view: { lanes, plan }, path, open: there });
  const target = useTargetOf(stage, lane, point);
  useTarget(target, setThere);
  useReports(lane, stage === 'flip', tell);
  return useMemo(
    () => ({
      stage,
      memory,
      ...(lane && { lane }),
      ...(target && { target }),
      there,
      away: onBench.has(stage) && path.split('?')[0] !== places.bench,
      asked: () => tell({ kind: 'asked' }),
    }),
    [stage, memory, lane, target, there, path],
  );
};
