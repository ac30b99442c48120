/** What a recipe names and this bench does not have. Pure. */
import type { FirmwareRow } from '../../model/firmware';
import { startsAlone } from '../../model/firmware-choice';
import type { Plan } from '../../model/run';

export type Lack =
  | { kind: 'firmware'; hash: string }
  /** It is here, and no board can be flashed with it. */
  | { kind: 'part'; fileName: string }
  | { kind: 'product'; pid: string }
  | { kind: 'pool'; batch: string }
  | { kind: 'password'; ssid: string };

export interface Having {
  firmware: readonly Pick<FirmwareRow, 'sha256' | 'fileName' | 'facts'>[];
  products: readonly { pid: string }[];
  pools: readonly { batch: string }[];
  ssids: readonly string[];
}

/** Of stations that are left out nothing is missing. */
export const lacksOf = (plan: Plan, { firmware, products, pools, ssids }: Having): readonly Lack[] => {
  const lacks: Lack[] = [];
  const { firmware: hash, product: pid, batch, ssid } = plan;
  const binds = plan.pair || plan.activate || plan.control;
  const row = firmware.find(({ sha256 }) => sha256 === hash);
  if (plan.flash && hash !== undefined && !row) lacks.push({ kind: 'firmware', hash });
  if (plan.flash && row && !startsAlone(row)) lacks.push({ kind: 'part', fileName: row.fileName });
  if (binds && pid !== undefined && !products.some((product) => product.pid === pid))
    lacks.push({ kind: 'product', pid });
  if (plan.license && batch !== undefined && !pools.some((pool) => pool.batch === batch))
    lacks.push({ kind: 'pool', batch });
  if (plan.pair && plan.pairBy === 'bluetooth' && ssid !== undefined && !ssids.includes(ssid))
    lacks.push({ kind: 'password', ssid });
  return lacks;
};
