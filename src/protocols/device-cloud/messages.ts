/** What is said inside packets, and the plain RPC beside them (device-cloud, sections 4 and 5). */
import type { DpValue } from '../../model/data-point';
import { readObject } from './read-object';

/** Numbers of the header file that a bench meets. */
export const protocols = {
  report: 4,
  command: 5,
  unbind: 8,
  reset: 11,
  upgrade: 15,
  upgradeProgress: 16,
  acknowledge: 26,
  dpQuery: 31,
  token: 46,
  freePairing: 51,
  logConfig: 55,
  dpCache: 103,
} as const;

export interface DeviceMessage {
  protocol: number;
  /** Seconds since 1970, or since power-on before the device learned the time. */
  t: number;
  data: Readonly<Record<string, unknown>>;
  /** `reset_factory` beside protocol 11. */
  type?: string;
}

export const writeMessage = ({ protocol, t, data, type }: DeviceMessage): string =>
  JSON.stringify({ protocol, t, data, type });

/** A message without one of its three keys is dropped: undefined. */
export const readMessage = (text: string): DeviceMessage | undefined => {
  const told = readObject(text);
  if (typeof told?.protocol !== 'number' || typeof told.t !== 'number') return undefined;
  const { data } = told;
  if (typeof data !== 'object' || data === null) return undefined;
  const type = typeof told.type === 'string' ? told.type : undefined;
  return { protocol: told.protocol, t: told.t, data: data as Record<string, unknown>, type };
};

const isValue = (value: unknown): value is DpValue => ['boolean', 'number', 'string'].includes(typeof value);

/** `{"1":true}` of protocols 4 and 5, in ascending order of id; whatever is no value of a data point is left out. */
export const readDps = (data: Readonly<Record<string, unknown>>): { dpId: number; value: DpValue }[] => {
  if (typeof data.dps !== 'object' || data.dps === null) return [];
  return Object.entries(data.dps).flatMap(([id, value]: [string, unknown]) =>
    /^\d{1,3}$/.test(id) && isValue(value) ? [{ dpId: Number(id), value }] : [],
  );
};

export const writeDps = (values: readonly { dpId: number; value: DpValue }[]): Record<string, DpValue> =>
  Object.fromEntries(values.map(({ dpId, value }) => [String(dpId), value]));

/** On `rpc/req/{devId}`; not sealed. */
export interface RpcRequest {
  id: number;
  a: string;
  t: number;
  data: unknown;
  v: string;
}

export const writeRpcRequest = ({ id, a, t, data, v }: RpcRequest): string => JSON.stringify({ id, a, t, data, v });

export const readRpcRequest = (text: string): RpcRequest | undefined => {
  const told = readObject(text);
  if (typeof told?.id !== 'number' || typeof told.a !== 'string') return undefined;
  return { id: told.id, a: told.a, t: Number(told.t), data: told.data, v: String(told.v ?? '') };
};

/** `result` missing means "nothing for you". Times in seconds. */
export const writeRpcAnswer = (id: number, t: number, result?: unknown): string =>
  JSON.stringify({ id, data: { result: { success: true, t, result }, t } });

export const readRpcAnswer = (text: string): { id: number; result?: unknown } | undefined => {
  const told = readObject(text);
  if (typeof told?.id !== 'number') return undefined;
  const data = told.data as { result?: { result?: unknown } } | undefined;
  return { id: told.id, result: data?.result?.result };
};
