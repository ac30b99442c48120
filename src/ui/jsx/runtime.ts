/** React's own, with what every element shows made visible on its way (`jsxImportSource`). */
import type { ElementType, Key } from 'react';
import { jsx as make, jsxs as makeMany } from 'react/jsx-runtime';
import { markedProps } from './marked-props';

export type { JSX } from 'react/jsx-runtime';
export { Fragment } from 'react/jsx-runtime';

export const jsx = (type: ElementType, props: unknown, key?: Key) => make(type, markedProps(type, props), key);
export const jsxs = (type: ElementType, props: unknown, key?: Key) => makeMany(type, markedProps(type, props), key);
