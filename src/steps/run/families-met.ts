import type { ChipFamily } from '../../chips/chip';

/** Which family was met behind an adapter of that kind: the next board there is most likely of the same. */
const met = new Map<string, ChipFamily>();

export const familyMet = (adapter: string): ChipFamily | undefined => met.get(adapter);

export const meet = (adapter: string, family: ChipFamily): void => {
  met.set(adapter, family);
};
