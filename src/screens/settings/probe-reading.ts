/** What the answers of all data centres mean together. Pure. */
import type { DataCentreId, ProbeAnswer } from '../../model/cloud';
import type { StationState } from '../../model/run';

/** here = in use and welcome; fine = to be expected of a place where the project does not live. */
export type ProbeReading = 'here' | 'welcome' | 'fine' | 'trouble' | 'unreachable';

/**
 * Elsewhere these are normal: not linked, another country, switched off, no such project there (openapi, section 1).
 * At the project's own data centre the same codes are the trouble itself.
 */
const normalElsewhere = new Set([1001, 1004, 1005, 1106, 2007, 28841107]);

export const readingOf = (answer: ProbeAnswer, inUse: DataCentreId | undefined): ProbeReading => {
  const own = answer.dataCentre === inUse;
  if (answer.outcome === 'welcome') return own ? 'here' : 'welcome';
  if (answer.outcome === 'unreachable') return own ? 'trouble' : 'unreachable';
  return own || !normalElsewhere.has(answer.code) ? 'trouble' : 'fine';
};

export const glyphOf: Readonly<Record<ProbeReading, StationState>> = {
  here: 'proven',
  welcome: 'ahead',
  fine: 'left-out',
  trouble: 'failed',
  unreachable: 'left-out',
};

/** nothing = the one in use welcomes us; move = another one does; nowhere = none does. */
export type ProbeVerdict = { kind: 'nothing' } | { kind: 'move'; to: DataCentreId } | { kind: 'nowhere' };

export const verdictOf = (answers: readonly ProbeAnswer[], inUse: DataCentreId | undefined): ProbeVerdict => {
  const welcome = answers.filter(({ outcome }) => outcome === 'welcome');
  if (welcome.some(({ dataCentre }) => dataCentre === inUse)) return { kind: 'nothing' };
  const [other] = welcome;
  return other ? { kind: 'move', to: other.dataCentre } : { kind: 'nowhere' };
};

/** The project's own data centre first, the others as they stand. */
export const inOrder = (answers: readonly ProbeAnswer[], inUse: DataCentreId | undefined): readonly ProbeAnswer[] => [
  ...answers.filter(({ dataCentre }) => dataCentre === inUse),
  ...answers.filter(({ dataCentre }) => dataCentre !== inUse),
];
