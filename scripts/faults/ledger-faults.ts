import type { Workshop } from './workshop';

/** What the board and the ledger say of each other, while nothing is under way. */
export const ledgerFaults = async (shop: Workshop, done: boolean): Promise<string[]> => {
  const rows = await shop.ledger();
  const taken = rows.filter(({ state }) => state !== 'free');
  const held = shop.licenseOnBoard();
  const wrong: string[] = [];
  if (rows.length !== 3) wrong.push(`the ledger has ${rows.length} rows`);
  if (taken.length > 1) wrong.push(`${taken.length} licenses are taken`);
  if (taken.some((row) => row.mac !== shop.mac)) wrong.push('a license is taken for another board');
  if (held && !taken.some(({ uuid }) => uuid === held))
    wrong.push('the board holds a license that the ledger calls free');
  if (done && (taken[0]?.state !== 'verified' || taken[0].uuid !== held))
    wrong.push(`in the end it is ${taken[0]?.state}`);
  return wrong;
};
