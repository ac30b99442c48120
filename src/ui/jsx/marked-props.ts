/** The door of every text to the page: what an element shows, or says to a screen reader, is made visible first. */
import { Fragment } from 'react';
import { visible } from '../visible';

const shown = (child: unknown): unknown => {
  if (typeof child === 'string') return visible(child);
  return Array.isArray(child) ? child.map(shown) : child;
};

/** What a person types stays as it is: `value` is not among them. */
const read = ['title', 'aria-label', 'aria-description', 'aria-valuetext', 'alt', 'placeholder'] as const;

export const markedProps = (type: unknown, props: unknown): object => {
  const given = (props ?? {}) as Record<string, unknown>;
  if (typeof type !== 'string' && type !== Fragment) return given;
  let result = given;
  const put = (key: string) => {
    const now = shown(given[key]);
    if (now !== given[key]) result = { ...result, [key]: now };
  };
  if (given.children !== undefined) put('children');
  for (const key of read) if (typeof given[key] === 'string') put(key);
  return result;
};
