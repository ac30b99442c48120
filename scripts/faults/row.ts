/** One line of the table of `npm run faults`. */
export interface Row {
  /** Of the virtual board. */
  chip: string;
  latencyMs: number;
  fault: string;
  /** What is wrong; empty when all is well. */
  run(): Promise<readonly string[]>;
}

/** One way. */
export const latencies = [0, 4, 8, 16] as const;

export const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

export const sectorStart = (at: number): number => at - (at % 0x1000);
export const sectorEnd = (at: number): number => Math.ceil(at / 0x1000) * 0x1000;
