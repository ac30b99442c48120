/** The make-believe Beken chips: what their registers and their flash say (beken-uart-boot, sections 1, 7, 10 and 12). */
import type { Partition } from '../../model/firmware';
import { storeOffset } from '../../protocols/kv-store/license-files';

export interface BekenTwin {
  /** Of a made-up MAC. */
  macByte: number;
  flashBytes: number;
  /** By address. A register that is missing is not answered. */
  registers: Readonly<Record<number, number>>;
  /** `CCTTMM`. */
  flashId: number;
  twoRegisters: boolean;
  readSr2: number;
  /** As the recorded chips came. */
  sr1: number;
  sr2: number;
  /** How images for it begin, and what stands behind their vector table (esp-flashing, section 7). */
  vectors: readonly number[];
  tag: string;
  /** RF calibration and MAC. */
  radioAt: number;
  partitions: readonly Partition[];
  /** The second port, where the log goes: its speed. */
  log?: { baud: number };
  /** Quirks of section 4. */
  echoesOneMore?: boolean;
  miscountsFlashId?: boolean;
  /** Baud it does not go beyond. */
  fastest?: number;
}

/** The firmware looks for its store behind the beginning of a partition of that name. */
const storeAt = (kv: number): readonly Partition[] => [
  { label: 'tuya', type: 1, subtype: 0xaa, offset: kv - storeOffset, size: storeOffset + 0xe000 },
];

const usual = { twoRegisters: true, readSr2: 0x35, sr1: 0x1c, sr2: 0 } as const;

export const bekenTwins = {
  t5ai: {
    macByte: 0x58,
    flashBytes: 0x800000,
    registers: { 1140916228: 0x00007258 },
    flashId: 0x1765c8,
    ...usual,
    sr2: 0x40,
    vectors: [0, 0, 3, 0x28],
    tag: 'BK7236',
    radioAt: 0x7fe000,
    partitions: storeAt(0x7dd000),
    log: { baud: 460_800 },
  },
  t3: {
    macByte: 0x36,
    flashBytes: 0x400000,
    registers: { 1140916228: 0x00007236 },
    flashId: 0x1665c8,
    ...usual,
    vectors: [0, 0, 3, 0x28],
    tag: 'BK7236',
    radioAt: 0x3fe000,
    partitions: storeAt(0x3cf000),
    log: { baud: 460_800 },
  },
  // BK7238 is a guess of the document, and where TuyaOpen keeps its store there is one of ours: no map was published.
  t1: {
    macByte: 0x38,
    flashBytes: 0x200000,
    registers: { 1140916228: 0x00007238 },
    flashId: 0x1565c8,
    ...usual,
    vectors: [0x0e, 0, 0, 0xea],
    tag: 'BK7238',
    radioAt: 0x1e0000,
    partitions: storeAt(0x1e2000),
  },
  bk7231n: {
    macByte: 0x31,
    flashBytes: 0x200000,
    registers: { 8388608: 0x0007231c },
    flashId: 0x1560eb,
    ...usual,
    vectors: [0x0e, 0, 0, 0xea],
    tag: 'BK7231',
    radioAt: 0x1d0000,
    partitions: storeAt(0x1ef000),
  },
} as const satisfies Readonly<Record<string, BekenTwin>>;
