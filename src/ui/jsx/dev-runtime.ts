/** As `runtime.ts`, for the page as it changes. */
import type { ElementType, Key } from 'react';
import { jsxDEV as make } from 'react/jsx-dev-runtime';
import { markedProps } from './marked-props';

export type { JSX } from 'react/jsx-runtime';
export { Fragment } from 'react/jsx-runtime';

type Rest = Parameters<typeof make> extends [unknown, unknown, unknown, ...infer More] ? More : never;

export const jsxDEV = (type: ElementType, props: unknown, key: Key | undefined, ...rest: Rest) =>
  make(type, markedProps(type, props), key, ...rest);
