/** Flash chips behind Beken processors and how their protection is lifted (beken-uart-boot, section 7). */

export interface FlashPart {
  name: string;
  /** Bytes. */
  size: number;
  /** Protection bits: SR1 in the low byte, SR2 in the high one; all clear means unprotected. */
  mask: number;
  /** How the status is written: one byte by 01; two bytes by 01; two writes, 01 and 31. */
  write: 'one' | 'pair' | 'two';
  /** The command that reads SR2. */
  readSr2: number;
}

const sr2Usual = 0x35;
const sr2Mxic = 0x15;

type Row = readonly [id: number, name: string, kib: number, mask: number, write: FlashPart['write'], readSr2?: number];

const rows: readonly Row[] = [
  [0x134051, 'MD25D40D', 512, 0x007c, 'one'],
  [0x1340c8, 'GD25Q41B', 512, 0x407c, 'two'],
  [0x144051, 'MD25D80D', 1024, 0x007c, 'one'],
  [0x1440c8, 'GD25Q80C', 1024, 0x407c, 'two'],
  [0x1464c8, 'GD25WD80E', 1024, 0x007c, 'one'],
  [0x1540c8, 'GD25Q16C', 2048, 0x407c, 'pair'],
  [0x1565c8, 'GD25WQ16E', 2048, 0x407c, 'pair'],
  [0x1640c8, 'GD25Q32C', 4096, 0x407c, 'two'],
  [0x1665c8, 'GD25WQ32E', 4096, 0x407c, 'two'],
  [0x1740c8, 'GD25Q64C', 8192, 0x407c, 'two'],
  [0x1765c8, 'GD25WQ64E', 8192, 0x407c, 'two'],
  [0x1840c8, 'GD25Q128C', 16384, 0x407c, 'two'],
  [0x124485, 'PY25D22U', 256, 0x007c, 'one'],
  [0x124585, 'PY25D24U', 256, 0x007c, 'one'],
  [0x136085, 'PY25Q40H', 512, 0x407c, 'pair'],
  [0x146085, 'PY25Q80H', 1024, 0x407c, 'pair'],
  [0x152085, 'P25Q16HB', 2048, 0x407c, 'pair'],
  [0x156085, 'PY25Q16H', 2048, 0x407c, 'pair'],
  [0x154285, 'PY25Q16SH', 2048, 0x407c, 'two'],
  [0x166085, 'PY25Q32H', 4096, 0x407c, 'two'],
  [0x176085, 'PY25Q64H', 8192, 0x407c, 'pair'],
  [0x1260eb, 'TH25D20HA', 256, 0x407c, 'pair'],
  [0x1360cd, 'TH25Q40HB', 512, 0x407c, 'pair'],
  [0x1460cd, 'TH25Q80HB', 1024, 0x407c, 'pair'],
  [0x1560eb, 'TH25Q16HB', 2048, 0x407c, 'pair'],
  [0x1760eb, 'TH25Q64HA', 8192, 0x407c, 'two'],
  [0x1760cd, 'ZG25Q64B', 8192, 0x0038, 'two'],
  [0x13311c, 'PN25F04B', 512, 0x003c, 'one'],
  [0x14405e, 'PN25F08B', 1024, 0x003c, 'one'],
  [0x15400b, 'XT25F16B', 2048, 0x407c, 'pair'],
  [0x16400b, 'XT25F32B', 4096, 0x407c, 'pair'],
  [0x17400b, 'XT25F64B', 8192, 0x407c, 'pair'],
  [0x17600b, 'XT25Q64B', 8192, 0x407c, 'pair'],
  [0x1340e0, 'BY25Q40A', 512, 0x407c, 'pair'],
  [0x1440e0, 'BY25Q80A', 1024, 0x407c, 'pair'],
  // The vendor's own row says 103C with a field of five bits: unverified.
  [0x1423c2, 'MX25V8035F', 1024, 0x107c, 'pair', sr2Mxic],
  [0x1523c2, 'MX25V1635F', 2048, 0x107c, 'pair', sr2Mxic],
  [0x1840ef, 'W25Q128JV', 16384, 0x407c, 'pair'],
  [0x15701c, 'EN25QH16B', 2048, 0x003c, 'one'],
  [0x16411c, 'EN25QH32A', 4096, 0x003c, 'one'],
  [0x16611c, 'EN25QH32A', 4096, 0x407c, 'pair'],
  [0x1260b3, 'UC25HQ20', 256, 0x407c, 'pair'],
  [0x1360b3, 'UC25HQ40', 512, 0x407c, 'pair'],
  [0x1240c4, 'GT25Q20D', 256, 0x407c, 'pair'],
  [0x1340c4, 'GT25Q40D', 512, 0x407c, 'pair'],
];

const parts: ReadonlyMap<number, FlashPart> = new Map(
  rows.map(([id, name, kib, mask, write, readSr2 = sr2Usual]) => [
    id,
    { name, size: kib * 1024, mask, write, readSr2 },
  ]),
);

/** From 64 KiB to 256 MiB; anything else in the capacity byte is no capacity. */
const plausible = (capacity: number): boolean => capacity >= 0x10 && capacity <= 0x1c;

/**
 * What is known of the flash with this id (`CCTTMM`). An unknown one by its capacity byte alone, `known` false;
 * `undefined` where even that tells nothing.
 */
export const flashPart = (id: number): (FlashPart & { known: boolean }) | undefined => {
  const part = parts.get(id);
  if (part) return { ...part, known: true };
  const capacity = id >>> 16;
  if (!plausible(capacity)) return undefined;
  return { name: '', size: 2 ** capacity, mask: 0x407c, write: 'two', readSr2: sr2Usual, known: false };
};
