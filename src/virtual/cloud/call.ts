import { knownErrors } from '../../protocols/openapi/error-codes';
import type { CloudCore, DeviceSide } from './core';
import type { CloudProject } from './state';

/** A call that passed the gate, as its handler sees it, and how a handler refuses. */

export interface Call {
  readonly core: CloudCore;
  readonly devices: DeviceSide;
  readonly project: CloudProject;
  /** The parts of the path that vary, in their order. */
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  /** The JSON object of the body; empty when there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Milliseconds by the cloud's clock. */
  readonly now: number;
}

/** Gives `result`, or throws a `Refusal`. */
export type Handler = (call: Call) => unknown;

/** The vendor's global error list has these; the codes that deserve words of their own are in the protocol's table. */
const furtherTexts: Readonly<Record<number, string>> = {
  1002: 'access_token is null',
  1003: 'grant type invalid',
  1105: 'missing the header',
  2001: 'device is offline',
  2006: 'user not exist',
  2009: 'not support this device',
};

/** Ends a call with the envelope `success: false`. */
export class Refusal extends Error {
  readonly code: number;

  constructor(code: number) {
    super(knownErrors[code]?.msg ?? furtherTexts[code] ?? '');
    this.name = 'Refusal';
    this.code = code;
  }
}

export const refuse = (code: number): never => {
  throw new Refusal(code);
};

/** A text the call cannot do without: 1100 when it is missing or empty, 1104 when it is none. */
export const textOf = (given: unknown): string => {
  if (given === undefined || given === null || given === '') return refuse(1100);
  return typeof given === 'string' ? given : refuse(1104);
};

/** One of a few words: 1101 when it is another. */
export const wordOf = <Word extends string>(given: unknown, words: readonly Word[]): Word => {
  const text = textOf(given);
  return words.find((word) => word === text) ?? refuse(1101);
};

/** A whole number in the query: `otherwise` when missing, 1104 when it is none. */
export const numberOf = (given: string | undefined, otherwise: number): number => {
  if (given === undefined || given === '') return otherwise;
  return /^-?\d+$/.test(given) ? Number(given) : refuse(1104);
};
