/** What each remedy does when its button is pressed; those that only a hand can do have no action and stay words. */
import { slowerSpeed } from '../../../model/line-speed';
import { type ProblemCode, type Remedy, remedies } from '../../../model/problem';
import type { LaneView } from '../../../model/run';
import type { BenchCommand } from '../../../steps/run/messages';
import { consoleOf, places } from '../../parts/places';

export type RemedyAction =
  | { kind: 'send'; command: BenchCommand }
  /** Of all devices, opened by the click itself. */
  | { kind: 'show-all'; command: Extract<BenchCommand, { kind: 'retry' }> }
  | { kind: 'go'; to: string }
  | { kind: 'choose-port' }
  /** With what the browser is known to remember: ChooseAgain draws it. */
  | { kind: 'choose-again' }
  | { kind: 'edit-plan' }
  | { kind: 'paste-token' }
  /** Changes what is on the board: asked for once more before it is sent. */
  | { kind: 'confirm-release' }
  | { kind: 'confirm-otp' }
  | { kind: 'start-anew' };

type Retry = Extract<BenchCommand, { kind: 'retry' }>;

/** What can be done with no port. */
const needNoPort: ReadonlySet<Remedy> = new Set([
  'choose-again',
  'choose-firmware',
  'import-licenses',
  'open-console',
  'open-licenses',
  'open-settings',
  'open-products',
  'edit-plan',
  'enter-wifi',
  'check-cable',
]);

/** `gone`: the port of the lane is there no more, so that its board comes first. */
export const remediesFor = (code: ProblemCode, { port }: LaneView, gone: boolean): readonly Remedy[] => {
  const all = remedies[code].filter((remedy) => remedy !== 'drop-port' || port.droppable);
  if (!gone) return all.filter((remedy) => remedy !== 'choose-again');
  return ['choose-again', ...all.filter((remedy) => remedy !== 'choose-again' && needNoPort.has(remedy))];
};

export const actionOf = (remedy: Remedy, lane: LaneView, baud: number): RemedyAction | undefined => {
  const again = (more: Partial<Retry> = {}): Retry => ({ kind: 'retry', lane: lane.id, ...more });
  const retry = (more: Partial<Retry> = {}): RemedyAction => ({ kind: 'send', command: again(more) });
  switch (remedy) {
    case 'retry':
      // A license is what is missing, whichever station met it.
      return retry(/^bind\.(?:placeholder|no)-license$/.test(lane.problem?.code ?? '') ? { from: 'license' } : {});
    case 'lower-baud': {
      const rate = slowerSpeed(baud);
      return rate === undefined ? undefined : retry({ baud: rate });
    }
    case 'read-board':
      return retry({ instead: 'read-only' });
    case 'keep-board-license':
      return retry({ from: 'license', instead: 'keep-theirs' });
    case 'into-otp':
      return { kind: 'confirm-otp' };
    case 'into-flash':
      return retry({ from: 'license', instead: 'into-flash' });
    case 'keep-stores':
    case 'overwrite-stores':
    case 'without-image-license':
    case 'with-image-license':
      return retry({ from: 'flash', instead: remedy });
    case 'skip-license':
      return retry({ from: 'license', instead: 'skip-license' });
    case 'flash-again':
      return retry({ from: 'flash' });
    case 'go-on-writing':
    case 'flashed-elsewhere':
      return retry({ instead: remedy });
    case 'go-on':
      return retry({ instead: 'go-on' });
    case 'choose-again':
      return { kind: 'choose-again' };
    case 'drop-port':
      return { kind: 'send', command: { kind: 'drop-port', lane: lane.id } };
    case 'choose-port':
      return { kind: 'choose-port' };
    case 'choose-firmware':
    case 'edit-plan':
    case 'enter-wifi':
      return { kind: 'edit-plan' };
    case 'choose-device':
      return retry({ from: 'pair', anyDevice: false });
    case 'pair-again':
      return retry({ from: 'pair' });
    case 'show-all-devices':
      return { kind: 'show-all', command: again({ from: 'pair', anyDevice: true }) };
    case 'pair-by-qr':
      return retry({ from: 'pair', instead: 'by-qr' });
    case 'paste-token':
      return { kind: 'paste-token' };
    case 'skip-pairing':
      return retry({ instead: 'skip-pairing' });
    case 'keep-binding':
      return retry({ from: 'pair', instead: 'keep-binding' });
    case 'release-board':
      return { kind: 'confirm-release' };
    case 'open-settings':
      return { kind: 'go', to: places.settings };
    case 'open-products':
      return { kind: 'go', to: places.products };
    case 'import-licenses':
    case 'open-licenses':
      return { kind: 'go', to: places.licenses };
    case 'open-console':
      return { kind: 'go', to: consoleOf(lane.port.id) };
    case 'start-anew':
      return lane.problem?.details.anew ? undefined : { kind: 'start-anew' };
    case 'reset-board':
    case 'move-closer':
    case 'check-network':
    case 'check-power':
    case 'hold-boot':
    case 'close-other-programs':
    case 'check-cable':
      return undefined;
  }
};
