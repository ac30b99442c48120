/** The make-believe Beken chips: what their registers and their flash say (beken-uart-boot, sections 1, 7, 10 and 12). */

export interface BekenTwin {
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
  /** Quirks of section 4. */
  echoesOneMore?: boolean;
  miscountsFlashId?: boolean;
  /** Baud it does not go beyond. */
  fastest?: number;
}

const twoStatus = { twoRegisters: true, readSr2: 0x35 } as const;

export const bekenTwins = {
  t5ai: {
    flashBytes: 0x800000,
    registers: { 1140916228: 0x00007258 },
    flashId: 0x1765c8,
    ...twoStatus,
    sr1: 0x1c,
    sr2: 0x40,
  },
  t3: {
    flashBytes: 0x400000,
    registers: { 1140916228: 0x00007236 },
    flashId: 0x1665c8,
    ...twoStatus,
    sr1: 0x1c,
    sr2: 0,
  },
  bk7231n: {
    flashBytes: 0x200000,
    registers: { 8388608: 0x0007231c },
    flashId: 0x1560eb,
    ...twoStatus,
    sr1: 0x1c,
    sr2: 0,
  },
} as const satisfies Readonly<Record<string, BekenTwin>>;
