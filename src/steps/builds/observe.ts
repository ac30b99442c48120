/** The browser's own word that something in a folder changed, where it gives one: a hint to look at once, and no more. */

interface Observer {
  observe(handle: object, options: { recursive: boolean }): Promise<void>;
  disconnect(): void;
}

type ObserverMaker = new (told: () => void) => Observer;

/** Not in TypeScript's DOM yet (WICG File System Observer). */
const maker = (): ObserverMaker | undefined =>
  (globalThis as { FileSystemObserver?: ObserverMaker }).FileSystemObserver;

/** False where the browser has none, or none for a folder of this size. */
export const observe = async (folder: object, told: () => void, stop: AbortSignal): Promise<boolean> => {
  const Maker = maker();
  if (!Maker) return false;
  try {
    const observer = new Maker(told);
    await observer.observe(folder, { recursive: true });
    stop.addEventListener('abort', () => observer.disconnect(), { once: true });
    return true;
  } catch {
    return false;
  }
};
