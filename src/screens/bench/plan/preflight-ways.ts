/** The ways out of what is not ready, from its remedies: those that a plan, a place or a form can be. Pure. */
import type { Check } from '../../../model/check';
import { type Problem, type Remedy, remedies } from '../../../model/problem';
import type { Plan } from '../../../model/run';
import { places } from '../../parts/places';

export type PreflightWay =
  | { kind: 'edit-plan' }
  | { kind: 'go'; to: string }
  | { kind: 'change'; change: Partial<Plan> };

const wayOf = (remedy: Remedy): PreflightWay | undefined => {
  switch (remedy) {
    case 'enter-wifi':
    case 'edit-plan':
    case 'choose-firmware':
      return { kind: 'edit-plan' };
    case 'import-licenses':
    case 'open-licenses':
      return { kind: 'go', to: places.licenses };
    case 'open-settings':
      return { kind: 'go', to: places.settings };
    case 'open-products':
      return { kind: 'go', to: places.products };
    case 'pair-by-qr':
      return { kind: 'change', change: { pairBy: 'qr' } };
    case 'skip-pairing':
      return { kind: 'change', change: { pair: false, activate: false, control: false } };
    case 'skip-license':
      return { kind: 'change', change: { license: false } };
    default:
      return undefined;
  }
};

/** In the order of the remedies. */
export const waysOut = ({ code }: Problem): readonly { remedy: Remedy; way: PreflightWay }[] =>
  remedies[code].flatMap((remedy) => {
    const way = wayOf(remedy);
    return way ? [{ remedy, way }] : [];
  });

/** A question about this very board: its run stops at once and asks it, with answers that only a lane has. */
export const isAskedOnLane = ({ code }: Problem): boolean =>
  remedies[code].some((remedy) => remedy === 'keep-board-license' || remedy === 'read-board');

/** Which words stand in for those of the problem, which were made for a run that has failed. */
export const wordsInstead = ({ name, problem }: Check): string | undefined => {
  if (name === 'bluetooth' && problem?.details.reason === 'off') return 'off';
  if (name === 'clock') return 'clock';
  const reason = problem?.details.reason;
  return name === 'product' && typeof reason === 'string' ? reason : undefined;
};

/** Boards that could run now among those that are there. */
export const countBoards = (all: readonly (readonly Check[] | undefined)[]): { ready: number; there: number } => ({
  ready: all.filter((checks) => checks && isReady(checks)).length,
  there: all.length,
});

const isReady = (checks: readonly Check[]): boolean => {
  const { ready, needed } = countReady(checks);
  return ready === needed;
};

/** What this plan, or this board, does without. */
export const skippedOf = (checks: readonly Check[]): readonly Check['name'][] =>
  checks.flatMap(({ name, state }) => (state === 'unneeded' ? [name] : []));

/** Ready among those that are needed. */
export const countReady = (checks: readonly Check[]): { ready: number; needed: number; open: number } => {
  const needed = checks.filter(({ state }) => state !== 'unneeded');
  const ready = needed.filter(({ state }) => state === 'ready').length;
  return { ready, needed: needed.length, open: needed.filter(({ state }) => state === 'not-ready').length };
};
