import { type Call, refuse, wordOf } from './call';
import type { CloudCore } from './core';
import type { CloudProject } from './state';

/** Life of the access token of a project: one at a time (openapi, section 3). */

const lifeMs = 7200_000;
/** So many tokens that are no longer in force are told apart from ones that never were. */
const remembered = 64;

type Token = NonNullable<CloudProject['token']>;

const hex = (core: CloudCore, bytes: number): string =>
  [...core.world.random(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const retire = (project: CloudProject): void => {
  if (!project.token) return;
  const { access, refresh } = project.token;
  project.spentTokens = [...(project.spentTokens ?? []), access, refresh].slice(-remembered);
  delete project.token;
};

const fresh = ({ core, project }: Call): Token => {
  retire(project);
  project.token = { access: hex(core, 16), refresh: hex(core, 16), expiresAt: core.world.now() + lifeMs };
  core.leftMs(project.token);
  return project.token;
};

const told = (token: Token, { core }: Call) => ({
  access_token: token.access,
  refresh_token: token.refresh,
  expire_time: Math.ceil(core.leftMs(token) / 1000),
  // Not an end user: pairing tokens are not made for it (openapi, section 7).
  uid: 'demoproject0uid00000',
});

/** `GET /v1.0/token?grant_type=1`: the running token again with the life it has left, or a fresh one. */
export const grantToken = (call: Call) => {
  wordOf(call.query.grant_type, ['1']);
  const running = call.project.token;
  return told(running && call.core.leftMs(running) > 0 ? running : fresh(call), call);
};

/** `GET /v1.0/token/{refresh_token}`: a new pair; the older one is dead from now on. A refresh token works once. */
export const refreshToken = (call: Call) => {
  const { project } = call;
  const given = call.parts[0];
  // Which code the real cloud has for a used one is not known; 1012, "bad status", says what it is.
  if (project.spentTokens?.some((spent) => spent === given)) return refuse(1012);
  if (project.token?.refresh !== given) return refuse(1011);
  return told(fresh(call), call);
};

/** Refuses 1002 without a token, 1010 for one that had its time or was replaced, 1011 for one never issued. */
export const checkAccessToken = (core: CloudCore, project: CloudProject, given: string): void => {
  if (given === '') refuse(1002);
  if (project.token?.access === given) {
    if (core.leftMs(project.token) <= 0) refuse(1010);
    return;
  }
  refuse(project.spentTokens?.some((spent) => spent === given) ? 1010 : 1011);
};
