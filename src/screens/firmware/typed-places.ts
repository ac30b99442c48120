/** Offsets as a person typed them, and what is wrong with each. Pure. */
import { BenchError, type Details } from '../../model/problem';
import { type Placed, placeFaults } from '../../protocols/packages/compose';
import { offsetOf } from '../../protocols/packages/json-fields';
import { flashEndOf, type LoosePart } from '../../protocols/packages/loose-parts';
import { mostParts } from '../../protocols/packages/web-manifest';

/** What is said below a field: no number at all, or why there can be no part at that place. */
export type PlaceProblem = { kind: 'no-number' } | { kind: 'place'; details: Details };

export interface TypedPlaces {
  /** In the order of the parts; undefined where all is well, or nothing was typed. */
  problems: readonly (PlaceProblem | undefined)[];
  /** Those with a place. */
  parts: readonly (LoosePart & { offset: number })[];
  tooMany: boolean;
  /** They may be put together. */
  ready: boolean;
}

const readOffset = (typed: string, name: string): number | undefined => {
  try {
    return offsetOf(typed, name);
  } catch (fault) {
    if (fault instanceof BenchError) return undefined;
    throw fault;
  }
};

/** `typed`: one text for each part; an empty one leaves the part out. */
export const readPlaces = (loose: readonly LoosePart[], typed: readonly string[]): TypedPlaces => {
  const rows = loose.map((part, at) => {
    const text = (typed[at] ?? '').trim();
    return { part, text, offset: text === '' ? undefined : readOffset(text, part.name) };
  });
  const parts = rows.flatMap(({ part, offset }) => (offset === undefined ? [] : [{ ...part, offset }]));
  const placed = parts.map(({ name, offset, bytes }): Placed => ({ name, offset, size: bytes.length }));
  const faults = placeFaults(placed, flashEndOf(loose));
  let behind = 0;
  const problems = rows.map(({ text, offset }): PlaceProblem | undefined => {
    if (offset === undefined) return text === '' ? undefined : { kind: 'no-number' };
    const fault = faults[behind++];
    return fault && { kind: 'place', details: fault.details };
  });
  const tooMany = parts.length > mostParts;
  return { problems, parts, tooMany, ready: parts.length > 0 && !tooMany && problems.every((each) => !each) };
};
