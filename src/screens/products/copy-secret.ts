/** Secrets on the clipboard do not stay there: after a while it is emptied, unless something else has come since. */

export const clearedAfterMs = 60_000;

const readable = async (): Promise<boolean> => {
  try {
    // Only where it was allowed before: asking for permission now would come out of nowhere.
    const { state } = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
    return state === 'granted';
  } catch {
    return false;
  }
};

const clear = async (secret: string): Promise<void> => {
  try {
    if ((await readable()) && (await navigator.clipboard.readText()) !== secret) return;
    await navigator.clipboard.writeText('');
  } catch {
    // The page lost the focus in between; the next focus tries again.
    addEventListener('focus', () => void clear(secret), { once: true });
  }
};

/** Rejects when the browser does not let us copy. Browsers let only the page in front touch the clipboard. */
export const copySecret = async (secret: string): Promise<void> => {
  await navigator.clipboard.writeText(secret);
  setTimeout(() => {
    if (document.hasFocus()) void clear(secret);
    else addEventListener('focus', () => void clear(secret), { once: true });
  }, clearedAfterMs);
};
