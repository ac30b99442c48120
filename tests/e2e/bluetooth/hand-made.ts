import type { Advertisement, Central, Peripheral } from '../../../src/virtual/parts/peripheral';

/** A device that knows nothing but its advertisement, played by a test. */
export interface HandMade extends Peripheral {
  readonly written: readonly (readonly number[])[];
  readonly connected: boolean;
  /** Called after each write. */
  answer: ((bytes: Uint8Array) => void) | undefined;
  /** Takes no connection from now on, or does again. */
  refuse(on: boolean): void;
  advertise(now: Advertisement | undefined): void;
  notify(bytes: Uint8Array): void;
  drop(): void;
}

export const handMade = (first: Advertisement): HandMade => {
  const written: number[][] = [];
  const watching = new Set<() => void>();
  let shown: Advertisement | undefined = first;
  let refusing = false;
  let central: Central | undefined;
  const changed = () => {
    for (const tell of watching) tell();
  };
  const device: HandMade = {
    written,
    get connected() {
      return central !== undefined;
    },
    answer: undefined,
    refuse(on) {
      refusing = on;
    },
    advertise(now) {
      shown = now;
      changed();
    },
    notify: (bytes) => central?.notified(bytes),
    drop() {
      const gone = central;
      central = undefined;
      gone?.disconnected();
      changed();
    },
    advertisement: () => (central ? undefined : shown),
    watch(tell) {
      watching.add(tell);
      return () => watching.delete(tell);
    },
    connect(now) {
      if (refusing || central || !shown) return undefined;
      central = now;
      return {
        write(bytes) {
          written.push([...bytes]);
          device.answer?.(bytes);
        },
        disconnect() {
          if (central !== now) return;
          central = undefined;
          changed();
        },
      };
    },
  };
  return device;
};
