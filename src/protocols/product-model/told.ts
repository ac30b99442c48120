/** Looking into JSON that somebody pasted: every step knows its path, and a refusal names it instead of quoting. */
import type { Details } from '../../model/problem';

export type RefusalCode =
  | 'empty'
  | 'not-json'
  | 'nothing-known'
  | 'cloud-refused'
  | 'no-data-points'
  | 'missing'
  | 'wrong-kind'
  | 'unknown-type'
  | 'unknown-mode';

/** Thrown inside this folder only; `read-product.ts` makes an answer of it. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  /** `services[0].properties[3].typeSpec`; empty for the whole. */
  readonly path: string;
  readonly facts: Details;

  constructor(code: RefusalCode, path = '', facts: Details = {}) {
    super(code);
    this.code = code;
    this.path = path;
    this.facts = facts;
  }
}

export type Told = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Told =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const objectAt = (value: unknown, path: string): Told => {
  if (value === undefined || value === null) throw new Refusal('missing', path);
  if (!isObject(value)) throw new Refusal('wrong-kind', path, { wanted: 'object' });
  return value;
};

export const listAt = (value: unknown, path: string): readonly unknown[] => {
  if (value === undefined || value === null) throw new Refusal('missing', path);
  if (!Array.isArray(value)) throw new Refusal('wrong-kind', path, { wanted: 'list' });
  return value;
};

/** The cloud keeps JSON as text inside JSON in many places, and tools unwrap it: both are taken. */
export const unwrapped = (value: unknown, path: string): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw new Refusal('not-json', path);
  }
};

export const wordAt = (value: unknown, path: string): string => {
  if (value === undefined || value === null) throw new Refusal('missing', path);
  if (typeof value !== 'string') throw new Refusal('wrong-kind', path, { wanted: 'text' });
  return value;
};

/** A number, also as text: some answers and many hands write `"10"`. */
export const numberAt = (value: unknown, path: string): number => {
  if (value === undefined || value === null) throw new Refusal('missing', path);
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof read !== 'number' || !Number.isFinite(read)) throw new Refusal('wrong-kind', path, { wanted: 'number' });
  return read;
};

export const maybe = <T>(value: unknown, path: string, read: (value: unknown, path: string) => T): T | undefined =>
  value === undefined || value === null ? undefined : read(value, path);

export const wordsAt = (value: unknown, path: string): string[] =>
  listAt(value, path).map((word, index) =>
    // Words of an enum may be digits, and lose their quotes on the way.
    typeof word === 'number' ? String(word) : wordAt(word, `${path}[${index}]`),
  );
