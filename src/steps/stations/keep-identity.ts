/** Keeps what reaches a device without its cloud: the keys that it printed at its activation, and its data points. */
import type { Cloud } from '../../model/cloud';
import { keepDeviceKeys } from '../../records/device-keys';
import { productOf } from '../../records/products';
import { askCloud } from '../device/ask-cloud';
import type { CloudDeviceFacts } from '../device/device-answers';
import { readThingModel } from '../device/thing-model';
import type { RunContext } from '../run/step';

/** `told` is the cloud's own word for the device; keys of any other are not kept. A storage that fails fails no run, and is said. */
export const keepIdentity = async (
  { learned, lane, db, virtual, now }: RunContext,
  cloud: Cloud,
  told: CloudDeviceFacts,
): Promise<void> => {
  const { identity } = learned;
  const { deviceId, pid, productName } = told;
  const uuid = told.uuid || (learned.license?.uuid ?? '');
  const place = lane.view.device?.place;
  if (!identity || !place || uuid === '' || identity.deviceId !== deviceId) return;
  const asked = await askCloud(cloud, { method: 'GET', path: `/v2.0/cloud/thing/${deviceId}/model` });
  const model = asked.ok ? readThingModel(asked.result) : undefined;
  const { localKey, secKey } = identity;
  try {
    const points = model?.points ?? (await productOf(db, pid))?.dataPoints ?? [];
    const row = { deviceId, uuid, pid, virtual, place, points, at: now(), ...(productName && { name: productName }) };
    await keepDeviceKeys(db, row, { localKey, secKey });
  } catch {
    // The device is bound all the same; the bench reaches it through the cloud.
    lane.set({ keysNotKept: true });
    lane.fact('activate', 'keys-not-kept', { deviceId });
  }
};
