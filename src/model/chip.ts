/** The chips the bench knows by name. A family file in `chips/` stands behind each. */
export type EspChipId =
  | 'esp32'
  | 'esp32s3'
  | 'esp32c3'
  | 'esp32c6'
  | 'esp32c5'
  | 'esp32c2'
  | 'esp32s2'
  | 'esp32h2'
  | 'esp32p4';
/** T1 and T2 are names of modules: T2 is a BK7231N. */
export type BekenChipId = 't5ai' | 't3' | 't1' | 'bk7231n';
export type ChipId = EspChipId | BekenChipId;

/** Written on the lane and never translated; in the order in which boards are offered. */
export const chipNames: Readonly<Record<ChipId, string>> = {
  t5ai: 'T5AI',
  t3: 'T3',
  t1: 'T1',
  bk7231n: 'BK7231N',
  esp32: 'ESP32',
  esp32s3: 'ESP32-S3',
  esp32c3: 'ESP32-C3',
  esp32c6: 'ESP32-C6',
  esp32c5: 'ESP32-C5',
  esp32c2: 'ESP32-C2',
  esp32s2: 'ESP32-S2',
  esp32h2: 'ESP32-H2',
  esp32p4: 'ESP32-P4',
};

/**
 * What a hand does for a board whose reset is not wired: hold BOOT over a reset (esp-flashing, section 3), or only reset
 * it, since its ROM listens by itself for a moment (beken-uart-boot, section 2).
 */
export type HandMove = 'hold-boot' | 'tap-reset';

export const handMoves: Readonly<Record<ChipId, HandMove>> = {
  esp32: 'hold-boot',
  esp32s3: 'hold-boot',
  esp32c3: 'hold-boot',
  esp32c6: 'hold-boot',
  esp32c5: 'hold-boot',
  esp32c2: 'hold-boot',
  esp32s2: 'hold-boot',
  esp32h2: 'hold-boot',
  esp32p4: 'hold-boot',
  t5ai: 'tap-reset',
  t3: 'tap-reset',
  t1: 'tap-reset',
  bk7231n: 'tap-reset',
};

/** Boards whose log comes out of a second port of the same cable, and its speed (beken-uart-boot, section 1). */
export const logPortBaud: Readonly<Partial<Record<ChipId, number>>> = { t5ai: 460_800, t3: 460_800 };

/** Chips with one-time memory for a license, beside the store in the flash (authorize-cli, section 2). */
const withOtp: ReadonlySet<ChipId> = new Set(['t5ai']);
export const hasOtp = (chip: ChipId | undefined): boolean => chip !== undefined && withOtp.has(chip);

/** What a chip has on the air. P4 has it by the C6 beside it, as TuyaOpen builds for it. */
export interface ChipRadio {
  bluetooth: boolean;
  wifi: boolean;
  /** Hears Wi-Fi of 5 GHz, too. */
  fiveGhz: boolean;
}

const otherRadios: Readonly<Partial<Record<ChipId, Partial<ChipRadio>>>> = {
  esp32s2: { bluetooth: false },
  esp32h2: { wifi: false },
  esp32c5: { fiveGhz: true },
};

export const radioOf = (chip: ChipId): ChipRadio => ({
  bluetooth: true,
  wifi: true,
  fiveGhz: false,
  ...otherRadios[chip],
});

/** `T5AI / T3`: of what may be for several. */
export const chipNamesOf = ({ chip, alsoFor = [] }: { chip: ChipId; alsoFor?: readonly ChipId[] }): string =>
  [chip, ...alsoFor].map((each) => chipNames[each]).join(' / ');

/** Upper-case, colon separated, six groups: `C8:47:8C:A1:B2:C3`. */
export type Mac = string;

/** What was burned into a chip for good, and keeps the bench from its flash. */
export type ChipLock = 'secure-boot' | 'flash-encryption';

/** What the loader of a chip tells about the board it sits on. */
export interface ChipFacts {
  chip: ChipId;
  /** For example `v1.0`. */
  revision?: string;
  /** Empty: an open chip. Missing: it was not looked at. */
  locks?: readonly ChipLock[];
  /** Missing where only the application can tell. */
  mac?: Mac;
  /** Nothing to start: erased where its programs begin. Not every loader tells. */
  blank?: true;
  /** Bytes; undefined when the flash does not identify itself. */
  flashBytes?: number;
  /** JEDEC id, for example `c84016`. */
  flashId?: string;
}

/** What the running application tells about itself. Any part may be missing on unknown firmware. */
export interface AppFacts {
  name?: string;
  version?: string;
  /** For example `TuyaOpen 1.3.0`. */
  platform?: string;
}
