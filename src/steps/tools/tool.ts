import type { ToolAsk, ToolName, ToolResults, ToolView } from '../../model/tool';
import type { RunContext } from '../run/step';

/** How far a tool is: bytes of one phase. */
export type Progress = Pick<ToolView, 'phase' | 'done' | 'total'>;

export interface ToolContext extends RunContext {
  /** Another phase, or the same one further on. */
  told(progress: Progress): void;
}

/** Something done to the flash of one board. Throws a `BenchError`; the port and the board are put back by whoever ran it. */
export interface Tool<T extends ToolName> {
  run(context: ToolContext, ask: ToolAsk<T>): Promise<ToolResults[T]>;
}
