import { BenchError } from '../../model/problem';
import type { CloudState } from './state';

/** The emulated cloud's state as text and back. The mark keeps it apart from anything that came from a real project. */

const kind = 'emulated-cloud';
const version = 1;

export const keepState = (state: CloudState): string => JSON.stringify({ kind, version, state });

const lists = ['projects', 'products', 'licenses', 'tokens', 'devices', 'faults'] as const;

/** Throws `unexpected` for a text that this cloud did not write. */
export const restoreState = (text: string): CloudState => {
  const refuse = (cause?: unknown): never => {
    throw new BenchError('unexpected', { reason: 'not a kept emulated cloud' }, { cause });
  };
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch (fault) {
    return refuse(fault);
  }
  const kept = (told ?? {}) as { kind?: unknown; version?: unknown; state?: Record<string, unknown> };
  if (kept.kind !== kind || kept.version !== version) return refuse();
  const { state } = kept;
  if (!state || !lists.every((name) => Array.isArray(state[name]))) return refuse();
  return state as unknown as CloudState;
};
