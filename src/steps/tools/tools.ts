import type { ToolName } from '../../model/tool';
import { erase } from './erase';
import { map } from './map';
import type { Tool } from './tool';

export type Tools = { readonly [T in ToolName]: Tool<T> };

/** What can be done to the flash of a board outside of a run. */
export const tools: Tools = { map, erase };
