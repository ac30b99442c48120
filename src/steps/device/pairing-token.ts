/** Pairing tokens: for an asset where the project has one, else for a user of its app (openapi, section 7). */
import type { Cloud, CloudAnswer } from '../../model/cloud';
import type { TokenOwner } from '../../model/run';
import { splitPairingToken } from '../../protocols/device-cloud/pairing-token';
import { askCloud, type Got } from './ask-cloud';
import { fieldsOf } from './device-answers';

export interface PairingTokenHere {
  /** 14 characters: region, token, secret; what the device gets. */
  whole: string;
  /** The 8 in the middle; what the poll asks for. */
  token: string;
  /** As `Clock.ticks`: its life is short, and no clock that is set may end it or prolong it. */
  endsTicks: number;
  owner: TokenOwner['kind'];
}

export interface TokenOutcome {
  came: readonly { deviceId: string; name: string }[];
  failed: readonly { code: string; msg: string }[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const rowsOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.map(fieldsOf) : [];

/** Assets of an industry project; none in a smart home project, where the call is refused. */
export const listAssets = async (cloud: Cloud): Promise<{ id: string; name: string }[]> => {
  const asked = await askCloud(cloud, { method: 'GET', path: '/v1.0/iot-02/assets' });
  if (!asked.ok) return [];
  return rowsOf(fieldsOf(asked.result).list).flatMap(({ asset_id: id, asset_name: name }) =>
    typeof id === 'string' && id !== '' ? [{ id, name: text(name) || id }] : [],
  );
};

/** Where the cloud does not say. */
const usualLifeMs = 300_000;

/** The name of the bench's own user in an app. */
const benchUser = 'bindery-bench';

/**
 * Nobody logs in as this user, so its password is chance; `random` gives 16 bytes. The same user again keeps its uid.
 * `country` as for telephones: `86`.
 */
export const makeBenchUser = async (
  cloud: Cloud,
  { schema, country }: { schema: string; country: string },
  random: Uint8Array,
): Promise<Got<string>> => {
  const password = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const body = { country_code: country, username: benchUser, password, username_type: '3', nick_name: 'Bindery' };
  const asked = await askCloud(cloud, {
    method: 'POST',
    path: `/v1.0/apps/${encodeURIComponent(schema)}/user`,
    body,
  });
  return asked.ok ? { ok: true, value: text(fieldsOf(asked.result).uid) } : asked;
};

/** `zone` is an IANA name, as the browser tells it. */
export const makeToken = async (
  cloud: Cloud,
  owner: TokenOwner,
  zone: string,
  ticks: () => number,
): Promise<Got<PairingTokenHere>> => {
  const asked = await askCloud(
    cloud,
    owner.kind === 'asset'
      ? {
          method: 'POST',
          path: '/v1.0/iot-03/device-registration/token',
          body: { pairing_type: 'AP', asset_id: owner.id, time_zone_id: zone },
        }
      : {
          method: 'POST',
          path: '/v1.0/device/paring/token',
          body: { paring_type: 'AP', uid: owner.uid, time_zone_id: zone },
        },
  );
  if (!asked.ok) return asked;
  const { region, token, secret, expire_time: seconds } = fieldsOf(asked.result);
  const lifeMs = typeof seconds === 'number' ? seconds * 1000 : usualLifeMs;
  const whole = `${text(region)}${text(token)}${text(secret)}`;
  return { ok: true, value: { whole, token: text(token), endsTicks: ticks() + lifeMs, owner: owner.kind } };
};

/** Of a token from elsewhere, counted from when it was pasted. */
export const pastedLifeMs = usualLifeMs;

/** Made by somebody else, for somebody we do not know; a poll for it is in vain more often than not. */
export const tokenFromElsewhere = (whole: string, ticks: number): PairingTokenHere | undefined => {
  const parts = splitPairingToken(whole);
  return parts && { whole, token: parts.token, endsTicks: ticks + pastedLifeMs, owner: 'user' };
};

const outcomeOf = (result: unknown): TokenOutcome => {
  const told = fieldsOf(result);
  const came = rowsOf(told.success ?? told.success_devices).map(({ device_id: id, name }) => ({
    deviceId: text(id),
    name: text(name),
  }));
  const failed = rowsOf(told.failed ?? told.error_devices).map(({ code, msg }) => ({
    code: text(code),
    msg: text(msg),
  }));
  return { came, failed };
};

/** An answer to the poll, however it came. */
export const readPoll = (answer: CloudAnswer): Got<TokenOutcome> =>
  answer.success
    ? { ok: true, value: outcomeOf(answer.result) }
    : { ok: false, trouble: { kind: 'refused', code: answer.code, msg: answer.msg } };

/** Who has come with it so far. */
export const pollToken = async (
  cloud: Cloud,
  { token, owner }: Pick<PairingTokenHere, 'token' | 'owner'>,
): Promise<Got<TokenOutcome>> => {
  const base = owner === 'asset' ? '/v1.0/iot-03/device-registration/tokens' : '/v1.0/device/paring/tokens';
  const asked = await askCloud(cloud, { method: 'GET', path: `${base}/${token}` });
  return asked.ok ? { ok: true, value: outcomeOf(asked.result) } : asked;
};
