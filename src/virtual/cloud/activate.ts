/** A device is let in: its token, its license and its PID are looked at, and it gets its identity (device-cloud, section 3). */
import { type ActivationRequest, readActivation } from '../../protocols/device-cloud/activation';
import { writeSchema } from '../../protocols/device-cloud/schema';
import type { CloudCore } from './core';
import { DeviceRefusal } from './device-refusal';
import { forgetReports } from './report';
import type { CloudDevice, CloudProduct, PairingToken } from './state';

/** Of the real cloud's words nobody has a list; `EXPIRED` was recorded, the others are this cloud's own. */
const refusals = {
  EXPIRED: 'token invalid',
  TOKEN_USED: 'token has been used',
  TOKEN_OTHER_DEVICE: 'token was made for another device',
  PRODUCT_NOT_EXIST: 'product does not exist',
  ACTIVE_OPEN_SDK_NOT_MATCHED: 'ACTIVE_OPEN_SDK_NOT_MATCHED',
  LICENSE_IN_USE: 'license is in use by another device',
  PARAM_ILLEGAL: 'illegal parameter',
} as const;

/** At most six characters fit (device-cloud, section 0). */
const timeZone = '+08:00';

const refuse = (code: keyof typeof refusals): never => {
  throw new DeviceRefusal(code, refusals[code]);
};

const takeToken = (core: CloudCore, text: string, uuid: string): PairingToken => {
  const token = core.state.tokens.find((each) => each.token === text);
  if (!token || core.strikes('token-expired') || core.leftMs(token) <= 0) return refuse('EXPIRED');
  if (token.usedBy !== undefined || core.strikes('token-used')) return refuse('TOKEN_USED');
  return token.uuid !== undefined && token.uuid !== uuid ? refuse('TOKEN_OTHER_DEVICE') : token;
};

/**
 * One license serves one device at a time (openapi, section 7). A board that lost its memory may come back without
 * its device id, but not while the other one is there, and not for another owner.
 */
const isElsewhere = (device: CloudDevice, asked: ActivationRequest, token: PairingToken): boolean =>
  device.bound && asked.devId !== device.deviceId && (device.online || device.uid !== token.uid);

const create = (core: CloudCore, uuid: string, product: CloudProduct): CloudDevice => {
  const device: CloudDevice = {
    deviceId: `vdev${core.text(18)}`,
    uuid,
    pid: product.pid,
    name: product.name,
    secKey: '',
    localKey: '',
    schemaId: '',
    bound: false,
    online: false,
    activeAt: 0,
    values: {},
    log: [],
  };
  core.state.devices.push(device);
  return device;
};

/** The same text for the same data points, so that a device asks for its schema again only when it changed. */
export const schemaIdOf = (product: CloudProduct): string => `v${product.pid.slice(-9)}`;

const admit = (core: CloudCore, uuid: string, asked: ActivationRequest, token: PairingToken) => {
  if (core.strikes('license-foreign')) return refuse('ACTIVE_OPEN_SDK_NOT_MATCHED');
  const product = core.strikes('unknown-pid') ? undefined : core.product(asked.productKey);
  if (!product) return refuse('PRODUCT_NOT_EXIST');
  // A UUID has one device id for good, sent or not: a second one for it would be an alarm.
  const known = core.state.devices.find((each) => each.uuid === uuid);
  if (core.strikes('license-elsewhere') || (known && isElsewhere(known, asked, token))) return refuse('LICENSE_IN_USE');
  const device = known ?? create(core, uuid, product);
  const newOwner = known !== undefined && (device.uid !== token.uid || device.assetId !== token.assetId);
  if (newOwner || device.pid !== product.pid) forgetReports(device);
  token.usedBy = device.deviceId;
  Object.assign(device, {
    pid: product.pid,
    secKey: core.text(16),
    localKey: core.text(16),
    schemaId: schemaIdOf(product),
    bound: true,
    uid: token.uid,
    assetId: token.assetId,
    softVer: asked.softVer,
    activeAt: core.world.now(),
    pending: undefined,
  });
  core.tell({ kind: 'bound', deviceId: device.deviceId, at: core.world.now() });
  return { device, product, newOwner };
};

/** Throws DeviceRefusal. The one who waits for the token learns of it from the token's list of failures. */
export const activate = (core: CloudCore, uuid: string, text: string): Record<string, unknown> => {
  const asked = readActivation(text);
  if (!asked) return refuse('PARAM_ILLEGAL');
  try {
    const { device, product, newOwner } = admit(core, uuid, asked, takeToken(core, asked.token, uuid));
    return {
      devId: device.deviceId,
      secKey: device.secKey,
      localKey: device.localKey,
      schemaId: device.schemaId,
      schema: writeSchema(product.dataPoints),
      stdTimeZone: timeZone,
      timeZone,
      dstIntervals: [],
      resetFactory: newOwner,
      capability: 1025,
      uuid,
      active: 2,
    };
  } catch (fault) {
    if (fault instanceof DeviceRefusal) noteFailure(core, asked.token, uuid, fault);
    throw fault;
  }
};

/** Once each: a refused device comes back every second. */
const noteFailure = (core: CloudCore, text: string, uuid: string, { code, message }: DeviceRefusal): void => {
  const token = core.state.tokens.find((each) => each.token === text);
  if (!token || token.failed.some((each) => each.name === uuid && each.code === code)) return;
  token.failed.push({ name: uuid, code, msg: message });
};
