import { type Call, refuse, textOf, wordOf } from './call';

/** End users of an app, users and assets of industry projects (openapi, section 7). */

/** `POST /v1.0/apps/{schema}/user`: the same person twice keeps its uid. 1106 for an app not linked to the project. */
export const syncUser = ({ core, project, parts, body }: Call) => {
  const app = parts[0] ?? '';
  if (!project.apps?.includes(app)) refuse(1106);
  for (const field of ['country_code', 'username', 'password'] as const) textOf(body[field]);
  // MD5 as hex, never the password itself.
  if (!/^[0-9a-f]{32}$/i.test(textOf(body.password))) refuse(1109);
  wordOf(String(body.username_type ?? ''), ['1', '2', '3']);
  const username = textOf(body.username);
  const users = (core.state.users ??= []);
  const known = users.find((user) => user.app === app && user.username === username);
  if (known) return { uid: known.uid };
  const uid = `demo${core.text(16)}`;
  users.push({ uid, app, username });
  return { uid };
};

export const listUsers = ({ core, parts }: Call) => {
  const list = (core.state.users ?? []).filter(({ app }) => app === parts[0]);
  return { has_more: false, list: list.map(({ uid, username }) => ({ uid, username })), total: list.length };
};

/** `POST /v1.0/iot-02/users`. */
export const makeIndustryUser = ({ core, body }: Call) => {
  const user = { uid: `demo${core.text(16)}`, username: textOf(body.username) };
  textOf(body.password);
  (core.state.users ??= []).push(user);
  return { user_id: user.uid };
};

export const listIndustryUsers = ({ core }: Call) => {
  const list = (core.state.users ?? []).filter(({ app }) => app === undefined);
  return { has_more: false, list: list.map(({ uid, username }) => ({ user_id: uid, username })), total: list.length };
};

/** `POST /v1.0/iot-02/assets`. */
export const makeAsset = ({ core, body }: Call) => {
  const asset = { id: `9${[...core.world.random(17)].map((byte) => byte % 10).join('')}`, name: textOf(body.name) };
  (core.state.assets ??= []).push(asset);
  return asset.id;
};

export const listAssets = ({ core }: Call) => {
  const list = core.state.assets ?? [];
  return {
    has_more: false,
    list: list.map(({ id, name }) => ({ asset_id: id, asset_name: name, asset_full_name: name, level: 0 })),
    total: list.length,
  };
};
