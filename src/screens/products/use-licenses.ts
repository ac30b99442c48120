/** Licenses that may go into a `tuya_config.h`: free ones, and those of a board, which stay with it. */
import type { LicenseRow } from '../../model/license';
import { benchDatabase } from '../../records/database';
import { listLicenses } from '../../records/license-questions';
import { useLive } from '../parts/use-live';

const usable = ({ state, mac }: LicenseRow): boolean =>
  state === 'free' || (mac !== undefined && (state === 'written' || state === 'verified'));

/** Free ones first, in the order of their sheets. */
const ask = async (): Promise<readonly LicenseRow[]> => {
  const rows = (await listLicenses(benchDatabase(), { virtual: false })).filter(usable);
  return [...rows.filter(({ state }) => state === 'free'), ...rows.filter(({ state }) => state !== 'free')];
};

export const useLicenses = () => useLive(ask).answer;
