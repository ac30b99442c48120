/** What was typed before, for Up and Down. Lines with a license in them are not remembered. Pure. */

const kept = 50;

const hasSecret = (text: string): boolean => /^\s*auth\s/.test(text) || /\bnetmgr\s+wifi\s+up\b/.test(text);

export const remember = (history: readonly string[], text: string): readonly string[] => {
  if (!text.trim() || hasSecret(text) || history.at(-1) === text) return history;
  return [...history, text].slice(-kept);
};

/** `steps` back from the newest: 0 is the empty line below it. */
export const recall = (history: readonly string[], steps: number): string =>
  steps <= 0 ? '' : (history[history.length - Math.min(steps, history.length)] ?? '');
