/** Where the tour stands, read from what the bench shows and what the device said. Pure. */
import { type LaneView, type Plan, stationNames } from '../../model/run';
import type { BenchView } from '../../steps/bench/bench-view';
import { isBusy, waitsForHand } from '../parts/lane-words';
import { deviceOf } from '../parts/places';

/**
 * board    nothing on the bench that the tour could follow
 * coming   the board was asked for, or is being recognised
 * plan     the person's plan leaves out what the tour shows
 * run      recognised: waits for Run
 * working  the bench is at a station
 * choose   the radio waits for a click
 * hand     the board waits for one
 * trouble  the run ended before it was bound
 * bound    every station proved: waits for a look at the device
 * opening  on the way to its page
 * flip     its page is open: waits for the switch
 * done     the device has reported
 */
export type TourStage =
  | 'board'
  | 'coming'
  | 'plan'
  | 'run'
  | 'working'
  | 'choose'
  | 'hand'
  | 'trouble'
  | 'bound'
  | 'opening'
  | 'flip'
  | 'done';

/** What the tour remembers between two looks. */
export interface TourMemory {
  /** The lane it follows. */
  lane?: string;
  /** It asked for a board that has not come yet. */
  asked?: true;
  /** As `Clock.ticks`, of the device's report. */
  answeredTicks?: number;
}

export type TourNews =
  | { kind: 'looked'; lanes: readonly LaneView[] }
  | { kind: 'asked' }
  | { kind: 'reported'; codes: readonly string[]; ticks: number; point: string };

const useful = new Set<LaneView['state']>(['recognising', 'ready', 'running']);

/** A board that can still show all of it: virtual, well behaved, not yet run. */
const fit = ({ port, state }: LaneView): boolean => port.virtual?.habit === 'plain' && useful.has(state);

const lost = ({ state }: LaneView): boolean => state === 'gone';

const follow = (memory: TourMemory, lanes: readonly LaneView[]): TourMemory => {
  if (lanes.some((lane) => lane.id === memory.lane && !lost(lane))) return memory;
  const next = lanes.findLast(fit);
  if (next) return { lane: next.id };
  return memory.lane === undefined ? memory : {};
};

/** The same object when nothing was learned. */
export const foldTour = (memory: TourMemory, news: TourNews): TourMemory => {
  if (memory.answeredTicks !== undefined) return memory;
  switch (news.kind) {
    case 'looked':
      return follow(memory, news.lanes);
    case 'asked':
      return { asked: true };
    case 'reported':
      return news.codes.includes(news.point) ? { ...memory, answeredTicks: news.ticks } : memory;
  }
};

/** Made for real boards; a virtual one brings its own. */
const ofRealBoards = ['firmware', 'batch', 'product', 'owner'] as const;

/** What the tour shows, it shows whole: no station left out, and the stock that virtual boards bring. */
export const isWhole = (plan: Plan): boolean =>
  stationNames.every((name) => name === 'recognise' || plan[name]) &&
  plan.pairBy === 'bluetooth' &&
  ofRealBoards.every((name) => plan[name] === undefined);

export const wholePlan = (plan: Plan): Plan => ({
  ...plan,
  ...Object.fromEntries(ofRealBoards.map((name) => [name, undefined])),
  flash: true,
  license: true,
  verify: true,
  boot: true,
  pair: true,
  activate: true,
  control: true,
  pairBy: 'bluetooth',
});

export const followed = (memory: TourMemory, lanes: readonly LaneView[]): LaneView | undefined =>
  lanes.find(({ id }) => id === memory.lane);

const endedAs = ({ state, device, firstPoint }: LaneView): TourStage =>
  state === 'proven' && device && firstPoint ? 'bound' : 'trouble';

export interface Look {
  view: Pick<BenchView, 'lanes' | 'plan'>;
  /** The address after #. */
  path: string;
  /** The device's page has its controls. */
  open: boolean;
}

export const isAtDevice = ({ device }: LaneView, path: string): boolean =>
  device !== undefined && path.split('?')[0] === deviceOf(device.place, device.deviceId);

export const stageOf = (memory: TourMemory, { view, path, open }: Look): TourStage => {
  if (memory.answeredTicks !== undefined) return 'done';
  const lane = followed(memory, view.lanes);
  if (!lane) return memory.asked ? 'coming' : 'board';
  if (waitsForHand(lane) || (isBusy(lane) && lane.qr)) return 'hand';
  if (isBusy(lane) && lane.radio?.state === 'asking') return 'choose';
  if (lane.state === 'recognising') return 'coming';
  if (lane.state === 'running') return 'working';
  if (lane.state === 'ready') return isWhole(view.plan) ? 'run' : 'plan';
  const ended = endedAs(lane);
  if (ended !== 'bound' || !isAtDevice(lane, path)) return ended;
  return open ? 'flip' : 'opening';
};

/** Six steps, as a person counts them. */
export const tourSteps = 6;
const steps: Readonly<Record<TourStage, number>> = {
  board: 1,
  coming: 1,
  plan: 2,
  run: 2,
  working: 3,
  choose: 3,
  hand: 3,
  trouble: 3,
  bound: 4,
  opening: 4,
  flip: 5,
  done: 6,
};
export const stepOf = (stage: TourStage): number => steps[stage];
