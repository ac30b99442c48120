/** Which Beken chip it is, and what differs between them (beken-uart-boot, sections 1, 4 and 10). All sizes in bytes. */
import type { BekenChipId } from '../../model/chip';

export interface BekenModel {
  id: BekenChipId;
  /** The last 16 bits of a chip-id register, or of it shifted right by four. */
  registerIds: readonly number[];
  flashBytes: number;
  /** RF calibration and MAC. */
  radio: { offset: number; size: number };
}

export const bekenModels: readonly BekenModel[] = [
  { id: 't5ai', registerIds: [0x7258], flashBytes: 0x800000, radio: { offset: 0x7fe000, size: 0x1000 } },
  { id: 't3', registerIds: [0x7236], flashBytes: 0x400000, radio: { offset: 0x3fe000, size: 0x1000 } },
  { id: 't1', registerIds: [0x7238], flashBytes: 0x200000, radio: { offset: 0x1e0000, size: 0x1000 } },
  { id: 'bk7231n', registerIds: [0x7231], flashBytes: 0x200000, radio: { offset: 0x1d0000, size: 0x1000 } },
];

/** In the order they are tried; the first value that is neither 0 nor FFFFFFFF counts. */
export const chipIdRegisters = [0x44010004, 0x00800000, 0x34010004] as const;

/** BK7231N keeps its version in the last hex digit: 7231C. */
export const modelOfRegister = (value: number): BekenModel | undefined =>
  bekenModels.find(({ registerIds }) => registerIds.some((id) => id === (value & 0xffff) || id === value >>> 4));

/** Where no register answers, the size of the flash is the best hint there is. */
export const modelOfFlash = (flashBytes: number): BekenModel | undefined =>
  ({ 8388608: bekenModels[0], 4194304: bekenModels[1], 2097152: bekenModels[3] })[flashBytes];
