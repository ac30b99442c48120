/** The pre-flight check of one run: what would stop it at a later station stops it before anything is touched. */
import type { CheckName } from '../../model/check';
import { bindsBoard } from '../../model/plan-rules';
import { asBenchError, type Problem } from '../../model/problem';
import { type Plan, type StationName, stationNames } from '../../model/run';
import { percentOf } from '../../model/unfinished-write';
import { preflight, standing } from './preflight';
import type { RunContext } from './step';

export interface Blocked {
  station: StationName;
  problem: Problem;
}

/** Where a person looks for the cause. */
const stationOf: Readonly<Record<CheckName, StationName>> = {
  board: 'recognise',
  firmware: 'flash',
  licenses: 'license',
  wifi: 'pair',
  bluetooth: 'pair',
  cloud: 'pair',
  clock: 'pair',
  product: 'pair',
  token: 'pair',
};

/** What only a cloud of the bench's own is needed for. */
const ofCloud: ReadonlySet<CheckName> = new Set(['cloud', 'clock', 'product', 'token']);

/** What is behind is no question any more. */
const planFrom = (plan: Plan, from: StationName): Plan => {
  const behind = stationNames.slice(1, stationNames.indexOf(from));
  return { ...plan, ...Object.fromEntries(behind.map((name) => [name, false])) };
};

const cloudOf = async ({ cloud, plan, virtual }: RunContext) => {
  if (!bindsBoard(plan, virtual)) return {};
  try {
    const { cloud: cloudHere, owner, dataCentre, clockOffsetMs } = await cloud();
    return { cloud: cloudHere, owner, dataCentre, clockOffsetMs };
  } catch (fault) {
    return { cloudProblem: asBenchError(fault).problem };
  }
};

/** Undefined when the run may begin. */
export const beforeRun = async (context: RunContext, from: StationName): Promise<Blocked | undefined> => {
  if (from === 'recognise') return undefined;
  const { lane, virtual, db, now, ticks, plan, wifi, bluetooth } = context;
  const { chip, ownMac, onBoard, unfinished } = lane.view;
  const network = wifi();
  const ahead = planFrom(plan, from);
  if (context.answer === 'keep-theirs' && onBoard?.kind === 'has') context.learned.keepTheirs = onBoard.uuid;
  // What such a board proves of itself is worth nothing.
  if (unfinished && !ahead.flash)
    return {
      station: 'flash',
      problem: unfinished.erase
        ? { code: 'flash.half-erased', details: { percent: percentOf(unfinished) } }
        : {
            code: unfinished.copy ? 'flash.half-copied' : 'flash.unfinished',
            details: { file: unfinished.name, percent: percentOf(unfinished) },
          },
    };
  const { keepTheirs } = context.learned;
  const checks = await preflight({
    plan: ahead,
    ...(chip && { chip }),
    ...(ownMac && { ownMac }),
    ...(onBoard && { onBoard }),
    ...(keepTheirs && { keepTheirs }),
    readAnew: !ahead.flash,
    virtual,
    db,
    ...(await cloudOf(context)),
    ssids: network ? [network.ssid] : [],
    bluetooth,
    now,
    ticks,
  });
  // With a token from elsewhere the board's own log is witness enough.
  const asks = (name: CheckName) => !context.givenToken || !ofCloud.has(name);
  const missing = standing(checks).find(({ name, problem }) => problem && asks(name));
  return missing?.problem && { station: stationOf[missing.name], problem: missing.problem };
};
