/** A board's antenna: stays the same while what radiates from it comes and goes with the chip's resets. */
import type { Peripheral } from '../parts/peripheral';

export interface Antenna extends Peripheral {
  /** Undefined: the chip is in reset, in its loader, or runs something without Bluetooth. */
  carry(radio: Peripheral | undefined): void;
}

export const createAntenna = (): Antenna => {
  const watchers = new Set<() => void>();
  let carried: Peripheral | undefined;
  let unwatch = (): void => {};
  const tell = (): void => {
    for (const changed of [...watchers]) changed();
  };
  return {
    carry(radio) {
      if (radio === carried) return;
      unwatch();
      carried = radio;
      unwatch = radio?.watch(tell) ?? (() => {});
      tell();
    },
    advertisement: () => carried?.advertisement(),
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    connect: (central) => carried?.connect(central),
  };
};
