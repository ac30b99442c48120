import { asBenchError, BenchError, type ProblemCode } from '../../model/problem';
import type { ToolAsk, ToolName, ToolResult, ToolState, ToolView } from '../../model/tool';
import { letGo, type RunContext } from '../run/step';
import { followTool } from './follow';
import type { Progress } from './tool';
import { type Tools, tools } from './tools';

/** What a person has to decide; it goes on with the answer. */
const questions: ReadonlySet<ProblemCode> = new Set([
  'erase.license-not-kept',
  'erase.radio-not-kept',
  'copy.license-unread',
]);

const endOf = ({ code }: BenchError): ToolState => {
  if (code === 'cancelled') return 'stopped';
  return questions.has(code) ? 'yours' : 'failed';
};

/** Another board on the same cable is not the one that was asked about. */
const checkBoard = async ({ hands, signal, learned }: RunContext): Promise<void> => {
  const { facts } = await hands.loader(signal);
  const [expected, found] = [learned.mac, facts.mac];
  if (expected && found && expected !== found) throw new BenchError('board.changed', { expected, found });
};

const resultOf = async <T extends ToolName>(
  context: Parameters<Tools[T]['run']>[0],
  ask: ToolAsk<T>,
): Promise<ToolResult<T>> => {
  const tool: Tools[T] = tools[ask.tool];
  return { tool: ask.tool, ...(await tool.run(context, ask)) };
};

/** One tool on one board; frees the port whatever happens, and leaves the board in its application. Never throws. */
export const runTool = async (context: RunContext, ask: ToolAsk): Promise<void> => {
  const { lane, signal, ticks, now, hands } = context;
  const began = { at: now(), ticks: ticks() };
  const follow = followTool(ticks);
  let view: ToolView = { ask, state: 'working', phase: 'connecting', done: 0, total: 0, began };
  const tell = (change: Partial<ToolView>, soon?: 'soon') => {
    view = { ...view, ...change };
    lane.set({ tool: view }, soon);
  };
  const close = async () => {
    tell({ phase: 'leaving', done: 0, total: 0, rate: undefined, leftMs: undefined });
    await letGo(context);
    await hands.close();
    lane.set({ handshake: undefined }, 'soon');
  };
  const took = () => ({ tookMs: ticks() - began.ticks });
  tell({});
  try {
    signal.throwIfAborted();
    await checkBoard(context);
    // Another phase is told at once; how far it is travels along.
    const told = (progress: Progress) => tell(follow(progress), progress.phase === view.phase ? 'soon' : undefined);
    const result = await resultOf({ ...context, told }, ask);
    await close();
    tell({ state: 'done', result, ...took() });
  } catch (fault) {
    // An abort surfaces as whatever wait it met; the reason it was given is the one that counts.
    const told = asBenchError(signal.aborted ? signal.reason : fault);
    await close();
    tell({ state: endOf(told), problem: told.problem, ...took() });
  }
};
