/** The thing on the real screen that the tour speaks of: found by its own name, marked, and brought into view. */
import { useEffect } from 'react';

export interface Target {
  kind: 'button' | 'link' | 'switch';
  /** As it stands on it, in the language on screen. */
  name: string;
  /** Element id of where to look; everywhere on the screen without it. */
  within?: string;
}

const selectors: Readonly<Record<Target['kind'], string>> = {
  button: 'button:not([disabled])',
  link: 'a[href]',
  switch: '[role="switch"]',
};

const nameOf = (element: HTMLElement): string => element.getAttribute('aria-label') ?? element.textContent.trim();

export const findTarget = ({ kind, name, within = 'main' }: Target): HTMLElement | undefined =>
  [...(document.getElementById(within)?.querySelectorAll<HTMLElement>(selectors[kind]) ?? [])].find(
    (element) => nameOf(element) === name && element.checkVisibility(),
  );

const mark = 'data-tour-target';

/** Marks it as long as the tour asks for it; `seen` is told whether it is there. */
export const useTarget = (target: Target | undefined, seen: (there: boolean) => void): void => {
  const { kind, name, within } = target ?? {};
  // biome-ignore lint/correctness/useExhaustiveDependencies: `seen` only passes on what was found
  useEffect(() => {
    if (!kind || name === undefined) return;
    let marked: HTMLElement | undefined;
    const look = () => {
      const found = findTarget({ kind, name, ...(within && { within }) });
      if (found === marked) return;
      marked?.removeAttribute(mark);
      found?.setAttribute(mark, '');
      if (found && !marked) found.scrollIntoView({ block: 'nearest' });
      marked = found;
      seen(found !== undefined);
    };
    // What it looks for may come with a part of the page that is still on its way.
    const observer = new MutationObserver(look);
    observer.observe(document.getElementById('main') ?? document.body, { childList: true, subtree: true });
    look();
    return () => {
      observer.disconnect();
      marked?.removeAttribute(mark);
      seen(false);
    };
  }, [kind, name, within]);
};
