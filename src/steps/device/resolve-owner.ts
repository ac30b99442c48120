/** Whom a pairing token would be made for, found without making one: a token is good once, and made by the run itself. */
import type { Cloud } from '../../model/cloud';
import { BenchError, type Problem } from '../../model/problem';
import type { TokenOwner } from '../../model/run';
import { askCloud } from './ask-cloud';
import { listAssets } from './pairing-token';

export type ResolvedOwner = { owner: TokenOwner } | { problem: Problem };

/** A longer list comes in pages; who is not on the first may be on another. */
const firstPage = 20;

/** What the cloud says of a user that is not there, or not of this project (openapi, section 5). */
const noSuchUser = new Set([1106, 1109, 2006]);

const missing = (details: Problem['details'] = {}): ResolvedOwner => ({
  problem: new BenchError('token.no-owner', details).problem,
});

/** `wanted` if the cloud knows it, else the only asset of the project. Never rejects, changes nothing. */
export const resolveOwner = async (cloud: Cloud, wanted: TokenOwner | undefined): Promise<ResolvedOwner> => {
  if (wanted?.kind === 'user') {
    // What the cloud says of an unknown user is not documented: only a plain no counts.
    const path = `/v1.0/users/${encodeURIComponent(wanted.uid)}/devices`;
    const asked = await askCloud(cloud, { method: 'GET', path });
    if (asked.ok || asked.trouble.kind === 'problem') return { owner: wanted };
    // A project that may not ask for the devices of a user may make a token for that user all the same.
    return noSuchUser.has(asked.trouble.code) ? missing({ uid: wanted.uid }) : { owner: wanted };
  }
  const assets = await listAssets(cloud);
  if (wanted) {
    const known = assets.find(({ id }) => id === wanted.id);
    if (known) return { owner: { kind: 'asset', ...known } };
    return assets.length >= firstPage ? { owner: wanted } : missing({ asset: wanted.name });
  }
  const [only] = assets;
  if (!only || assets.length > 1) return missing({ assets: assets.length });
  return { owner: { kind: 'asset', ...only } };
};
