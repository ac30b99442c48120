import type { ToolName } from '../../model/tool';
import { backup } from './backup';
import { clone } from './clone';
import { compare } from './compare';
import { erase } from './erase';
import { inspect } from './inspect';
import { map } from './map';
import { restore } from './restore';
import type { Tool } from './tool';

export type Tools = { readonly [T in ToolName]: Tool<T> };

/** What can be done to the flash of a board outside of a run. */
export const tools: Tools = { map, erase, backup, compare, restore, clone, inspect };
