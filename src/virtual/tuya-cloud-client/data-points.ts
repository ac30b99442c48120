/**
 * What TuyaOpen's switch_demo does with commands to its data points: takes them apart, tells the application, which reports
 * them as they came; the SDK drops what does not fit (device-cloud, section 4; the texts are TuyaOpen's).
 */
import type { DataPoint, DpValue } from '../../model/data-point';
import type { RadioDp } from '../ble/radio-host';
import type { ClientHost } from './host';
import { logEvent } from './host';

/** The SDK's numbers of the types, as its log shows them. */
const typeNumbers = { bool: 0, value: 1, string: 2, enum: 3, bitmap: 4 } as const;
type ObjectType = keyof typeof typeNumbers;
const isObject = (point: DataPoint): point is DataPoint & { type: ObjectType } => point.type !== 'raw';

/** A slot the application gets: one that could not be filled stays all zeros and is dropped at the report. */
interface Slot {
  point?: DataPoint & { type: ObjectType };
  value: DpValue;
}

/** Where a command came from, by the SDK's number. */
export const senders = { cloud: 1, app: 5 } as const;
type Sender = (typeof senders)[keyof typeof senders];

export interface DataPoints {
  readonly points: readonly DataPoint[];
  /** As last reported; undefined before. */
  value(id: number): DpValue | undefined;
  /**
   * Obeys `{"1":true}`, in this order. Answers the text to report of it to the cloud, pieces of JSON that go out as they
   * stand; nothing when an app beside it was told instead.
   */
  command(sender: Sender, devId: string, dps: readonly (readonly [string, unknown])[]): string[];
}

export interface ReportChannels {
  online(): boolean;
  /** What an app was told, for the cloud as well, a little later. */
  sync(text: string): void;
}

const cached = (point: DataPoint & { type: ObjectType }): DpValue => {
  if (point.type === 'bool') return false;
  if (point.type === 'enum') return point.range?.[0] ?? '';
  return point.type === 'string' ? '' : 0;
};

/** Whether the SDK takes a value out of a command; the type alone counts here, and the words of an enum. */
const parsed = (point: DataPoint, value: unknown, log: ClientHost['log']): value is DpValue => {
  if (point.type === 'bool') return typeof value === 'boolean';
  if (point.type === 'value' || point.type === 'bitmap') return typeof value === 'number';
  if (typeof value !== 'string') return false;
  if (point.type !== 'enum' || point.range?.includes(value)) return true;
  log('E', 'dp_schema.c:446', `dp enum value[${value}] invalid`);
  return false;
};

const seen = ({ point, value }: Slot): string => {
  if (point?.type === 'value') return `int value:${value}`;
  if (point?.type === 'string') return `str value:${value}`;
  if (point?.type === 'enum') return `enum value:${point.range?.indexOf(String(value))}`;
  if (point?.type === 'bitmap') return `bits value:0x${Number(value).toString(16).toUpperCase()}`;
  return `bool value:${value ? 1 : 0}`;
};

/** Why the SDK does not report this value. */
const refusal = (point: DataPoint & { type: ObjectType }, value: DpValue): string | undefined => {
  const { id, mode, type, min = 0, max = 0, maxlen = 0 } = point;
  if (mode === 'wr') return `DP ID:${id} Verify Fail:2 0 0`;
  if (type === 'value' && (Number(value) > max || Number(value) < min))
    return `value check err:${value}[${min},${max}]`;
  if (type === 'string' && new TextEncoder().encode(String(value)).length > maxlen)
    return `str check err ${value} ${maxlen}`;
  // TuyaOpen compares the data point's type with a number of its JSON library here: no bitmap ever passes.
  return type === 'bitmap' ? `bitmap check fail ${typeNumbers.bitmap} ${value} ${maxlen}` : undefined;
};

const shown = (point: DataPoint & { type: ObjectType }, value: DpValue): string =>
  point.type === 'bool' ? (value ? '1' : '0') : String(value);

export const createDataPoints = (
  host: ClientHost,
  schema: readonly DataPoint[],
  channels: ReportChannels,
): DataPoints => {
  const { log } = host;
  /** In RAM: a restart forgets it. */
  const values = new Map<number, DpValue>();
  const find = (id: number) => schema.find((point) => point.id === id);

  const report = (devId: string, slots: readonly Slot[]): string | undefined => {
    const valid: RadioDp[] = [];
    log('D', 'tuya_iot_dp.c:239', `dp report: devid ${devId}, dps 0x3ffc24cc, dpscnt ${slots.length}, flags 0`);
    slots.forEach(({ point, value }, index) => {
      const why = point ? refusal(point, value) : `dpnode[${index}]: dpid 0 not find`;
      if (!point || why) {
        log('E', 'dp_schema.c:680', why ?? '');
        return;
      }
      const { id, type } = point;
      const facts = `need_update:1 pv_stat:1 trig_t:0 type:0 force_send:0 prop_tp:${typeNumbers[type]}`;
      log('D', 'dp_schema.c:526', `dp<${id}> check. ${facts}`);
      const before = values.get(id) ?? cached(point);
      const name = type === 'string' ? 'str' : type;
      log('D', 'dp_schema.c:533', `dp<${id}> ${name}: ${shown(point, before)}, new: ${shown(point, value)}`);
      values.set(id, value);
      valid.push({ id, value });
    });
    if (valid.length === 0) {
      log('D', 'dp_schema.c:790', 'no vaild dp to rept');
      return undefined;
    }
    const text = `{${valid.map(({ id, value }) => `"${id}":${JSON.stringify(value)}`).join(',')}}`;
    const tellApp = host.appReport();
    if (tellApp) {
      log('D', 'tuya_iot_dp.c:286', 'ble channel report');
      tellApp(valid);
      channels.sync(text);
      return undefined;
    }
    log('D', 'dp_schema.c:940', `dp rept out: ${text}`);
    if (channels.online()) log('D', 'tuya_iot_dp.c:307', 'mqtt channel report');
    else log('E', 'tuya_iot_dp.c:311', 'no channel for connect');
    return channels.online() ? text : undefined;
  };

  const raw = (sender: Sender, devId: string, id: number, base64: string): string | undefined => {
    const bytes = Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
    logEvent(host, 'DP_RECEIVE_RAW', ['D', 'tuya_main.c:186', `SOC Rev DP Cmd t1:${sender} t2:0`]);
    log('D', 'tuya_main.c:188', `devid.${devId}`);
    log('D', 'tuya_main.c:193', `dpid:${id} type:RAW len:${bytes} data:`);
    values.set(id, base64);
    const tellApp = host.appReport();
    if (!tellApp) return channels.online() ? `{"${id}":${JSON.stringify(base64)}}` : undefined;
    tellApp([{ id, value: base64 }]);
    return undefined;
  };

  const objects = (sender: Sender, devId: string, slots: readonly Slot[]): string | undefined => {
    const said = `SOC Rev DP Cmd t1:${sender} t2:0 CNT:${slots.length}`;
    logEvent(host, 'DP_RECEIVE_OBJ', ['D', 'tuya_main.c:140', said]);
    log('D', 'tuya_main.c:142', `devid.${devId}`);
    slots.forEach((slot, index) => {
      const { point } = slot;
      const ts = point ? host.posix() : 0;
      const type = point ? typeNumbers[point.type] : 0;
      log('D', 'tuya_main.c:148', `idx:${index} dpid:${point?.id ?? 0} type:${type} ts:${ts}`);
      log('D', 'tuya_main.c:151', seen(slot));
    });
    return report(devId, slots);
  };

  return {
    points: schema,
    value: (id) => values.get(id),
    command(sender, devId, dps) {
      const known: { point: DataPoint; value: unknown }[] = [];
      for (const [id, value] of dps) {
        const point = find(Number(id));
        if (point) known.push({ point, value });
        else log('E', 'dp_schema.c:330', `DP ID ${id} Invalid`);
      }
      const reports: (string | undefined)[] = [];
      const filled: Slot[] = [];
      for (const { point, value } of known) {
        if (!isObject(point)) {
          if (typeof value === 'string') reports.push(raw(sender, devId, point.id, value));
        } else if (parsed(point, value, log)) filled.push({ point, value });
      }
      const count = known.filter(({ point }) => isObject(point)).length;
      const empty = Array.from({ length: count - filled.length }, (): Slot => ({ value: false }));
      if (count > 0) reports.push(objects(sender, devId, [...filled, ...empty]));
      return reports.filter((text) => text !== undefined);
    },
  };
};
