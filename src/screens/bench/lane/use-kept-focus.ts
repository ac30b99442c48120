import { type FocusEvent, useLayoutEffect, useRef } from 'react';

/**
 * What is pressed in a lane often goes away with the press. The focus then stays in the lane, where the next thing to do
 * will stand, and does not fall back to the beginning of the page.
 */
export const useKeptFocus = () => {
  const lane = useRef<HTMLElement>(null);
  const inside = useRef(false);
  useLayoutEffect(() => {
    if (inside.current && document.activeElement === document.body) lane.current?.focus({ preventScroll: true });
  });
  return {
    ref: lane,
    onFocus: () => {
      inside.current = true;
    },
    // Of what is taken out of the page React tells no leaving: this is a person who went elsewhere.
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      inside.current = relatedTarget !== null && currentTarget.contains(relatedTarget);
    },
  };
};
