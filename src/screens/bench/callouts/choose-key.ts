/** The key of "Choose it again", and which of several waiting lanes has it. */
export const chooseKey = 'c';

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

/** Caps Lock and Shift make it large; where the keyboard has other letters, it is the key in its place. */
export const isChooseKey = ({ key, code, ctrlKey, metaKey, altKey, repeat }: Pressed): boolean => {
  if (ctrlKey || metaKey || altKey || repeat) return false;
  return key.toLowerCase() === chooseKey || (code === 'KeyC' && !/^[ -~]+$/.test(key));
};

/** Of several lanes the last one has the key: that cable was pulled just now. */
export const createKeyQueue = () => {
  /** In the order in which they were pulled, also while the bench is not on the screen. */
  let pulled: readonly string[] = [];
  const drawn = new Set<string>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  return {
    holder: (): string | undefined => pulled.findLast((lane) => drawn.has(lane)),
    enter: (lane: string): void => {
      if (!pulled.includes(lane)) pulled = [...pulled, lane];
      drawn.add(lane);
      tell();
    },
    leave: (lane: string, why: 'is-back' | 'still-gone'): void => {
      drawn.delete(lane);
      if (why === 'is-back') pulled = pulled.filter((id) => id !== lane);
      tell();
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
