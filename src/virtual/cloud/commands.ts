import type { DataPoint, DpSource, DpValue } from '../../model/data-point';
import { refuse } from './call';
import type { CloudCore, DeviceSide } from './core';
import { isOnline } from './device-shapes';
import type { CloudDevice, CloudProduct } from './state';
import { fits } from './values';

/** What people, the cloud and the agent send to a device. */

export interface Wanted {
  code: string;
  value: unknown;
}

/** 1103 unless every code is one that can be sent and its value fits: all or nothing (openapi, section 5). */
export const checkWanted = (
  points: readonly DataPoint[],
  wanted: readonly Wanted[],
): { dpId: number; value: DpValue }[] =>
  wanted.map(({ code, value }) => {
    const point = points.find((each) => each.code === code);
    if (!point || point.mode === 'ro' || !fits(point, value)) return refuse(1103);
    return { dpId: point.id, value };
  });

/** Entries kept per device. */
const keptChanges = 2000;

/**
 * Sends, and keeps it in the device's log. The shadow follows the device's own report, not the wish. Throws a `Refusal`
 * with 2001 when the device is offline.
 */
export const sendValues = (
  core: CloudCore,
  devices: DeviceSide,
  device: CloudDevice,
  values: readonly { dpId: number; value: DpValue }[],
  source: DpSource,
): void => {
  if (core.strikes('device-offline') || !isOnline(core, device)) refuse(2001);
  const at = core.world.now();
  const plain = values.map(({ dpId, value }) => ({ dpId, value }));
  device.log.push(...plain.map((each) => ({ at, ...each, source })));
  device.log.splice(0, Math.max(0, device.log.length - keptChanges));
  core.tell({ kind: 'commanded', deviceId: device.deviceId, at, values: plain, source });
  if (!devices.send(device.deviceId, plain)) refuse(2001);
};

/** Bound devices whose product this cloud knows. */
export const boundDevices = (core: CloudCore): { device: CloudDevice; product: CloudProduct }[] =>
  core.state.devices.flatMap((device) => {
    const product = core.product(device.pid);
    return device.bound && product ? [{ device, product }] : [];
  });
