import type { DataPoint } from '../../model/data-point';
import type { Call } from './call';
import type { CloudCore } from './core';
import type { CloudDevice, CloudProduct } from './state';
import { isStandard } from './thing-model';
import { firstValue } from './values';

/** A device as the three families of calls show it. Secrets are in it as the real cloud has them: `local_key`. */

export const isOnline = (core: CloudCore, device: CloudDevice): boolean =>
  device.online && !core.isSet('device-offline');

const seconds = (ms: number): number => Math.floor(ms / 1000);

const lastChange = (device: CloudDevice): number => {
  const times = Object.values(device.values).map(({ at }) => at);
  return Math.max(device.activeAt, ...times);
};

const common = (device: CloudDevice, product: CloudProduct) => ({
  active_time: seconds(device.activeAt),
  category: product.category,
  create_time: seconds(device.activeAt),
  icon: '',
  id: device.deviceId,
  ip: '',
  lat: '',
  local_key: device.localKey,
  lon: '',
  model: '',
  name: device.name,
  product_id: product.pid,
  product_name: product.name,
  sub: false,
  time_zone: '+00:00',
  update_time: seconds(lastChange(device)),
  uuid: device.uuid,
});

const current = (device: CloudDevice, point: DataPoint) => device.values[point.id]?.value ?? firstValue(point);

/** What a device reports of the standard set; data points it never reported show their first value. */
export const statusOf = (device: CloudDevice, product: CloudProduct) =>
  product.dataPoints
    .filter((point) => point.mode !== 'wr' && isStandard(point))
    .map((point) => ({ code: point.code, value: current(device, point) }));

export const shadowOf = (device: CloudDevice, product: CloudProduct) =>
  product.dataPoints
    .filter(({ mode }) => mode !== 'wr')
    .map((point) => ({
      code: point.code,
      custom_name: '',
      dp_id: point.id,
      // Nobody knows when, for nobody reported it.
      time: device.values[point.id]?.at ?? 0,
      type: point.type,
      value: current(device, point),
    }));

/** `GET /v1.0/devices/{id}` and the lists of that family. */
export const homeDevice = ({ core }: Call, device: CloudDevice, product: CloudProduct) => ({
  ...common(device, product),
  biz_type: 18,
  online: isOnline(core, device),
  owner_id: '0',
  status: statusOf(device, product),
  uid: device.uid ?? '',
});

/** `GET /v2.0/cloud/thing/{id}`. */
export const thing = ({ core }: Call, device: CloudDevice, product: CloudProduct) => ({
  ...common(device, product),
  bind_space_id: '0',
  custom_name: '',
  is_online: isOnline(core, device),
});

/** `GET /v1.0/iot-03/devices/{id}`. */
export const industryDevice = ({ core }: Call, device: CloudDevice, product: CloudProduct) => ({
  ...common(device, product),
  asset_id: device.assetId ?? core.state.tokens.find(({ usedBy }) => usedBy === device.deviceId)?.assetId ?? '',
  category_name: product.name,
  gateway_id: '',
  online: isOnline(core, device),
});
