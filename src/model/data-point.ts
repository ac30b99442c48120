/** The types of a data point, as a device's schema names them. Adding one: a row here, its check, its control. */
export const dpTypes = ['bool', 'value', 'enum', 'string', 'bitmap', 'raw'] as const;
export type DpType = (typeof dpTypes)[number];

/** rw both ways, ro device → cloud, wr cloud → device. */
export type DpMode = 'rw' | 'ro' | 'wr';

export interface DataPoint {
  /** 1 to 255. */
  id: number;
  /** Letters, digits and `_`, a letter first, unique in its product: `switch_1`. */
  code: string;
  /** As people call it; may be empty. */
  name: string;
  mode: DpMode;
  type: DpType;
  /** value: in steps of `step`, shown divided by 10^scale with `unit`. */
  min?: number;
  max?: number;
  step?: number;
  scale?: number;
  unit?: string;
  /** enum: the words, in order. */
  range?: readonly string[];
  /** bitmap: a label per bit, lowest first. */
  labels?: readonly string[];
  /** string: bytes of UTF-8; bitmap: bits; raw: bytes. */
  maxlen?: number;
  /** Of the device's own schema, as it stood there: reported only when asked, and what sets a report off. */
  passive?: boolean;
  trigger?: string;
}

/** bool → boolean; value and bitmap → number; enum and string → text; raw → base64 text. */
export type DpValue = boolean | number | string;

export type DpSource = 'app' | 'agent' | 'cloud' | 'device';
