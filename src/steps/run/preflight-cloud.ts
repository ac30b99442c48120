/** What the pre-flight asks of a cloud: is it there, does it know us, what time has it, which product is that. */
import type { Clock } from '../../model/clock';
import { type Cloud, cloudTime } from '../../model/cloud';
import type { DataPoint } from '../../model/data-point';
import { asBenchError, type Problem } from '../../model/problem';
import { askCloud } from '../device/ask-cloud';
import { type CloudDeviceFacts, readDevices } from '../device/device-answers';
import { readThingModel } from '../device/thing-model';

export interface CloudLook {
  /** Why the cloud is of no use; undefined = it answered as to one of its own. */
  problem?: Problem;
  /** Milliseconds its clock is ahead of ours. */
  offsetMs?: number;
  /** The first page of the project's devices. */
  devices: readonly CloudDeviceFacts[];
}

/** One call that every project may make and that changes nothing. Never rejects. */
export const lookAtCloud = async (cloud: Cloud, { now, ticks }: Clock): Promise<CloudLook> => {
  const began = ticks();
  try {
    const query = { page_size: '20' };
    const answer = await cloud.call({ method: 'GET', path: '/v2.0/cloud/thing/device', query });
    const told = cloudTime(answer.t);
    const offsetMs = told === undefined ? undefined : told - (now() - (ticks() - began) / 2);
    if (answer.success) return { offsetMs, devices: readDevices(answer.result) };
    const { code, msg } = answer;
    return { offsetMs, devices: [], problem: { code: 'cloud.refused', details: { code, msg } } };
  } catch (fault) {
    return { devices: [], problem: asBenchError(fault).problem };
  }
};

/** By a device of that product, for a cloud tells of products device by device (openapi, section 7). */
export const askProductOfCloud = async (
  cloud: Cloud,
  pid: string,
  { devices }: CloudLook,
): Promise<{ name: string; dataPoints: readonly DataPoint[] } | undefined> => {
  const device = devices.find((each) => each.pid === pid);
  if (!device) return undefined;
  const asked = await askCloud(cloud, { method: 'GET', path: `/v2.0/cloud/thing/${device.deviceId}/model` });
  const model = asked.ok ? readThingModel(asked.result) : undefined;
  return model && { name: device.productName || pid, dataPoints: model.points };
};
