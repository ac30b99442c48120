/**
 * A bound device over Bluetooth in the shape of a cloud that has this one device, so that whoever controls it cannot
 * tell the difference (ble-pairing, section 9; the calls are those of openapi, section 7).
 */
import type { BleSession } from '../../links/ble-session';
import { atMost } from '../../links/wait';
import type { Cloud, CloudAnswer, CloudCall, CloudEvent } from '../../model/cloud';
import type { DpValue } from '../../model/data-point';
import { checkDpCommand } from '../../model/data-point-rules';
import { BenchError } from '../../model/problem';
import { knownErrors } from '../../protocols/openapi/error-codes';
import { writeModelJson } from '../../protocols/product-model/write-product';
import type { BleDp } from '../../protocols/tuya-ble/data-points';
import type { DeviceKeysRow } from '../../records/database';
import { fieldsOf } from './device-answers';

export interface BleControlOptions {
  /** Paired, with a device that is bound. */
  session: BleSession;
  device: Pick<DeviceKeysRow, 'deviceId' | 'uuid' | 'pid' | 'name' | 'points' | 'at' | 'virtual'>;
  /** Milliseconds since 1970. */
  now(): number;
  /** How long an answer waits for the device to tell all of its values; one that has nothing to tell stays silent. */
  tellsWithinMs?: number;
}

/** Refusals in the cloud's own numbers (openapi, section 5). */
const offline = 2001;
const badCommand = 1103;
const notLinked = 1106;
const noSuchCall = 1108;
const badParameter = 1109;

/** A word in place of an id is a path this cloud does not have, as a batch is. */
const otherDevice = /\/(devices|thing)\/[A-Za-z0-9_-]{16,}(\/|$)/;

const objectOf = (text: unknown): Readonly<Record<string, unknown>> | undefined => {
  try {
    const told: unknown = JSON.parse(String(text));
    return typeof told === 'object' && told !== null && !Array.isArray(told)
      ? (told as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};

export const openBleControl = (options: BleControlOptions): Cloud => {
  const { session, device, now, tellsWithinMs = 1500 } = options;
  const { deviceId, points } = device;
  const thing = `/v2.0/cloud/thing/${deviceId}`;
  const values = new Map<number, { value: DpValue; at: number }>();
  const ears = new Set<(event: CloudEvent) => void>();
  const gone = new AbortController();

  const tell = (event: CloudEvent): void => {
    for (const heard of [...ears]) heard(event);
  };
  const ok = (result: unknown): CloudAnswer => ({ success: true, result, t: now() });
  const refuse = (code: number): CloudAnswer => ({
    success: false,
    code,
    msg: knownErrors[code]?.msg ?? '',
    t: now(),
  });

  /** Reports are partial: what is not in one stays as it was (section 9). */
  const merge = (dps: readonly BleDp[]): void => {
    for (const { id, value } of dps) values.set(id, { value, at: now() });
  };

  session.listenDps(({ asked, dps }) => {
    merge(dps);
    // An answer to our own question is state and no news.
    if (asked) return;
    const properties = dps.flatMap(({ id, value }) => {
      const code = points.find((point) => point.id === id)?.code;
      return code === undefined ? [] : [{ code, dpId: id, value }];
    });
    if (properties.length > 0) tell({ kind: 'reported', deviceId, at: now(), properties });
  }, points);

  void session.closed.then(() => {
    gone.abort(new BenchError('radio.lost'));
    tell({ kind: 'offline', deviceId, at: now() });
  });

  let asking: Promise<unknown> | undefined;
  /** One question at a time, whose answer is heard like every report. What comes later than the wait counts as well. */
  const askState = async (): Promise<void> => {
    asking ??= session
      .queryDps(points, gone.signal)
      .catch(() => {})
      .finally(() => {
        asking = undefined;
      });
    await atMost(tellsWithinMs, asking);
  };

  const properties = () =>
    points.flatMap(({ id, code, type }) => {
      const known = values.get(id);
      return known ? [{ code, dp_id: id, type, value: known.value, time: known.at, custom_name: '' }] : [];
    });

  const issue = async (body: unknown): Promise<CloudAnswer> => {
    const wanted = objectOf(fieldsOf(body).properties);
    if (!wanted) return refuse(badParameter);
    const dps: BleDp[] = [];
    for (const [code, value] of Object.entries(wanted)) {
      const point = points.find((each) => each.code === code);
      if (!point || checkDpCommand(point, value)) return refuse(badCommand);
      dps.push({ id: point.id, type: point.type, value: value as DpValue });
    }
    try {
      await session.sendDps(dps, points, gone.signal);
      return ok({});
    } catch (fault) {
      if (gone.signal.aborted) return refuse(offline);
      if (fault instanceof BenchError && fault.code === 'control.refused') return refuse(badCommand);
      throw fault;
    }
  };

  const facts = () => ({
    id: deviceId,
    uuid: device.uuid,
    product_id: device.pid,
    product_name: device.name ?? '',
    name: device.name ?? '',
    custom_name: '',
    is_online: !gone.signal.aborted,
    active_time: Math.floor(device.at / 1000),
  });

  const call = async ({ method, path, body }: CloudCall): Promise<CloudAnswer> => {
    const asked = `${method} ${path}`;
    if (asked === `GET ${thing}`) return ok(facts());
    if (asked === `GET ${thing}/model`) return ok({ model: writeModelJson({ dataPoints: points }) });
    // Nothing over the air keeps a log.
    if (asked === `GET /v1.0/devices/${deviceId}/logs`) return ok({ logs: [], device_id: deviceId });
    if (asked === `GET ${thing}/shadow/properties`) {
      if (!gone.signal.aborted) await askState();
      return ok({ properties: properties() });
    }
    if (asked === `POST ${thing}/shadow/properties/issue`) return gone.signal.aborted ? refuse(offline) : issue(body);
    return refuse(otherDevice.test(path) && !path.includes(deviceId) ? notLinked : noSuchCall);
  };

  return {
    virtual: device.virtual,
    call,
    listen(heard) {
      ears.add(heard);
      return () => ears.delete(heard);
    },
  };
};
