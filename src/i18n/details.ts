/** Reading the facts of a problem or a station: any of them may be missing, and the sentence must still stand. */
import type { Details } from '../model/problem';

export const told = (details: Details, key: string): string | undefined => {
  const value = details[key];
  return value === undefined || value === '' ? undefined : String(value);
};

export const number = (details: Details, key: string): number | undefined => {
  const value = details[key];
  return typeof value === 'number' ? value : undefined;
};

/** `a3f2…0f11` */
export const short = (identity: string | undefined): string | undefined =>
  identity && identity.length > 10 ? `${identity.slice(0, 4)}…${identity.slice(-4)}` : identity;

export const joined = (separator: string, ...parts: readonly (string | undefined | false)[]): string =>
  parts.filter(Boolean).join(separator);
