/** A plan with a name, saved, exported and handed over. Never a secret in it: no password, no key, no token. */
import type { Plan } from './run';

export interface Recipe {
  id: string;
  name: string;
  plan: Plan;
  /** What the firmware is called, for one who does not have the file yet. */
  firmwareName?: string;
  /** Name of the product. */
  productName?: string;
  /** Milliseconds since 1970 of the last change. */
  at: number;
}
