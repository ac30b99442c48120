/** A copy that was broken off goes on with the same file: the board was confirmed when it began, and the note is of its MAC. */
import type { LaneView } from '../../../model/run';
import type { ToolAsk } from '../../../model/tool';
import type { UnfinishedWrite } from '../../../model/unfinished-write';
import { ownMacOf } from '../../parts/lane-words';
import { tailOfLane, typedOf } from '../../parts/tail-of';

/** Whether `file` is the same the tool finds by its SHA-256. Undefined where nothing names the board. */
export const askAgain = (
  lane: LaneView,
  { copy, sha256 }: Pick<UnfinishedWrite, 'copy' | 'sha256'>,
  file: File,
): ToolAsk | undefined => {
  const mac = ownMacOf(lane);
  const tail = tailOfLane(lane);
  if (copy === 'restore') return mac === undefined ? undefined : { tool: 'restore', file, sha256, mac };
  if (copy === 'clone') return tail && { tool: 'clone', file, sha256, typed: typedOf(tail) };
  return undefined;
};
