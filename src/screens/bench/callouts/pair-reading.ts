/** How far the conversation over the air has come, read from what the lane has told. Pure. */
import type { FactCode, LaneView, StationState } from '../../../model/run';

/** In the order of the conversation (ble-pairing, section 11). */
export const talkSteps = ['find', 'connect', 'proof', 'token', 'wifi'] as const;
export type TalkStep = (typeof talkSteps)[number];

export interface TalkView {
  step: TalkStep;
  state: Extract<StationState, 'ahead' | 'working' | 'proven'>;
  /** Milliseconds it took. */
  ms?: number;
}

/** The step a fact begins; `done` is what it begins when all is said. */
const begins: Partial<Readonly<Record<FactCode, TalkStep | 'done'>>> = {
  'looking-for-board': 'find',
  'choose-in-list': 'find',
  connecting: 'connect',
  handshake: 'proof',
  paired: 'token',
  'getting-token': 'token',
  'wifi-sent': 'wifi',
  'wifi-accepted': 'done',
};

/** Only of the last try: it begins with the last look for the board. */
export const talkOf = ({ evidence }: Pick<LaneView, 'evidence'>): readonly TalkView[] => {
  const begun = new Map<TalkStep | 'done', number>();
  for (const { at, fact } of evidence) {
    const step = fact && begins[fact.code];
    if (fact?.code === 'looking-for-board') begun.clear();
    if (step && !begun.has(step)) begun.set(step, at);
  }
  const order = [...talkSteps, 'done'] as const;
  const now = order.findLastIndex((step) => begun.has(step));
  return talkSteps.map((step, index) => {
    if (index > now) return { step, state: 'ahead' };
    if (index === now) return { step, state: 'working' };
    const from = begun.get(step);
    const to = order
      .slice(index + 1)
      .map((each) => begun.get(each))
      .find((at) => at !== undefined);
    return { step, state: 'proven', ...(from !== undefined && to !== undefined && { ms: to - from }) };
  });
};
