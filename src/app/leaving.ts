import type { StoreApi } from 'zustand/vanilla';
import type { FactCode, FlashProgress, LaneView } from '../model/run';
import { isAtWork, type ToolPhase } from '../model/tool';
import { isBusy } from '../screens/parts/lane-words';
import type { BenchView } from '../steps/bench/bench-view';

/** From here to the next fact of the station, something is on its way into the board that a closed page would cut off. */
const writing: ReadonlySet<FactCode> = new Set(['writing', 'sending', 'writing-again', 'wifi-sent', 'letting-go']);

/** The flash is looked at only. */
const reading: ReadonlySet<FlashProgress['phase']> = new Set(['connecting', 'comparing', 'booting']);

const changing: ReadonlySet<ToolPhase> = new Set(['keeping', 'erasing', 'writing', 'checking']);

export const isBeingWritten = (lane: LaneView): boolean => {
  if (lane.tool && isAtWork(lane.tool)) return changing.has(lane.tool.phase);
  const fact = lane.stations.find(({ name }) => name === lane.current)?.fact?.code;
  const looks = lane.progress !== undefined && reading.has(lane.progress.phase);
  return isBusy(lane) && fact !== undefined && writing.has(fact) && !looks;
};

const ask = (event: Event) => event.preventDefault();

/** The ear is there only while it is needed: a page that has one is not kept for the way back. The answer ends that. */
export const askBeforeLeaving = (view: StoreApi<BenchView>, page: EventTarget): (() => void) => {
  let asks = false;
  const follow = ({ lanes }: Pick<BenchView, 'lanes'>) => {
    const wanted = lanes.some(isBeingWritten);
    if (wanted === asks) return;
    asks = wanted;
    if (wanted) page.addEventListener('beforeunload', ask);
    else page.removeEventListener('beforeunload', ask);
  };
  follow(view.getState());
  const leave = view.subscribe(follow);
  return () => {
    leave();
    follow({ lanes: [] });
  };
};
