import { type Call, refuse, textOf, wordOf } from './call';
import type { CloudCore } from './core';
import type { PairingToken } from './state';

/** How a device is let in: tokens, the poll for who came, and the QR code on a board's screen (openapi, section 7). */

/** The documented example; the app's documentation says twice that. */
const lifeSeconds = 300;
/** Tokens whose time is long over are forgotten. */
const kept = 200;

const pairingTypes = ['BLE', 'AP', 'EZ'] as const;

/** A token for one device, once. `region` is the project's: the first two characters of what the device gets. */
export const makePairingToken = (
  core: CloudCore,
  made: { region: string; uid: string; uuid?: string; assetId?: string },
): PairingToken => {
  const token: PairingToken = {
    token: core.text(8),
    secret: core.text(4),
    expiresAt: core.world.now() + lifeSeconds * 1000,
    failed: [],
    ...made,
  };
  core.leftMs(token);
  core.state.tokens.push(token);
  core.state.tokens.splice(0, Math.max(0, core.state.tokens.length - kept));
  return token;
};

const extensionOf = ({ body }: Call): Record<string, unknown> => {
  const { extension } = body;
  return typeof extension === 'object' && extension !== null ? { ...extension } : {};
};

const make = (call: Call, type: (typeof pairingTypes)[number], owner: { uid: string; assetId?: string }) => {
  const { core, project } = call;
  textOf(call.body.time_zone_id);
  const { uuid } = extensionOf(call);
  // Needed for BLE (openapi, section 7).
  if (type === 'BLE') textOf(uuid);
  const known = typeof uuid === 'string' && uuid !== '' ? { uuid } : {};
  const { region, token, secret } = makePairingToken(core, { region: project.region, ...owner, ...known });
  return {
    region,
    token,
    secret,
    expire_time: lifeSeconds,
    ...(type === 'BLE' ? { extension: { encrypt_key: core.text(16), random: core.text(16) } } : {}),
  };
};

/** `POST /v1.0/device/paring/token`, the path spelled as the vendor does. */
export const makeToken = (call: Call) => {
  const uid = textOf(call.body.uid);
  if (!call.core.state.users?.some((user) => user.uid === uid && user.app)) refuse(2006);
  return make(call, wordOf(call.body.paring_type, pairingTypes), { uid });
};

/** `POST /v1.0/iot-03/device-registration/token`. */
export const makeAssetToken = (call: Call) => {
  const assetId = textOf(call.body.asset_id);
  if (!call.core.state.assets?.some(({ id }) => id === assetId)) refuse(1106);
  // The official Node client's types have them in lower case here.
  return make(call, wordOf(textOf(call.body.pairing_type).toUpperCase(), pairingTypes), { uid: '', assetId });
};

const outcome = ({ core, parts }: Call) => {
  const token = core.state.tokens.find((each) => each.token === parts[0]) ?? refuse(1109);
  const device = token.usedBy === undefined ? undefined : core.device(token.usedBy);
  const product = device && core.product(device.pid);
  const came = device && product ? [{ device, product }] : [];
  return { came, failed: token.failed.map(({ name, code, msg }) => ({ device_id: '', name, code, msg })) };
};

/** `GET /v1.0/device/paring/tokens/{token}`: who came with it so far. */
export const pollToken = (call: Call) => {
  const { came, failed } = outcome(call);
  return {
    success: came.map(({ device, product }) => ({
      device_id: device.deviceId,
      product_id: product.pid,
      category: product.category,
      name: device.name,
    })),
    failed,
  };
};

/** `GET /v1.0/iot-03/device-registration/tokens/{token}`. */
export const pollAssetToken = (call: Call) => {
  const { came, failed } = outcome(call);
  return {
    success_devices: came.map(({ device, product }) => ({
      device_id: device.deviceId,
      product_id: product.pid,
      category: product.category,
      name: device.name,
    })),
    error_devices: failed,
  };
};

/** UUID out of the address that a waiting board prints: `https://smartapp.tuya.com/s/p?p={pid}&uuid={uuid}&v=2.0`. */
const uuidOfCode = (text: string): string | undefined => /[?&]uuid=([A-Za-z0-9._-]+)/.exec(text)?.[1];

/**
 * `POST /v2.0/cloud/thing/active/qrcode`: makes a token and pushes it to the board that waits (device-cloud, section 2).
 * 2001 when none with that UUID does. `deviceId` is empty for a board that was never bound.
 */
export const activateByCode = ({ core, devices, project, body }: Call) => {
  const uuid = uuidOfCode(textOf(body.qrcode)) ?? refuse(1109);
  textOf(body.space_id);
  textOf(body.time_zone_id);
  const token = makePairingToken(core, { region: project.region, uid: core.state.users?.[0]?.uid ?? '', uuid });
  if (!devices.pushToken(uuid, token)) refuse(2001);
  return { token: token.token, deviceId: core.state.devices.find((each) => each.uuid === uuid)?.deviceId ?? '' };
};
