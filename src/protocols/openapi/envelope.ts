/** The frame around every answer of the OpenAPI, read and made (openapi, section 2). */
import type { CloudAnswer } from '../../model/cloud';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Looks at `success`, never at an HTTP status. Undefined when it is no answer of this cloud. */
export const readEnvelope = (value: unknown): CloudAnswer | undefined => {
  if (!isRecord(value)) return undefined;
  const timed = typeof value.t === 'number';
  // With the rest of its frame it is an answer without its time too: `cloudTime` says whether there is one.
  if (!timed && !('result' in value) && typeof value.msg !== 'string') return undefined;
  const t = timed ? Number(value.t) : 0;
  const tid = typeof value.tid === 'string' ? { tid: value.tid } : {};
  if (value.success === true) return { success: true, result: value.result, t, ...tid };
  // Some gateways in front of the cloud write the code as text.
  const code = typeof value.code === 'string' && /^\d+$/.test(value.code) ? Number(value.code) : value.code;
  if (value.success !== false || typeof code !== 'number') return undefined;
  return { success: false, code, msg: typeof value.msg === 'string' ? value.msg : '', t, ...tid };
};

export const answered = (result: unknown, t: number, tid?: string): CloudAnswer => ({
  success: true,
  result,
  t,
  ...(tid === undefined ? {} : { tid }),
});

export const refused = (code: number, msg: string, t: number, tid?: string): CloudAnswer => ({
  success: false,
  code,
  msg,
  t,
  ...(tid === undefined ? {} : { tid }),
});

/** What the token calls give (openapi, section 3). */
export interface TokenResult {
  access_token: string;
  refresh_token: string;
  /** Seconds left. */
  expire_time: number;
  uid: string;
}

/** Undefined when the answer holds no token. */
export const readToken = (result: unknown): TokenResult | undefined => {
  if (!isRecord(result)) return undefined;
  const { access_token, refresh_token, expire_time, uid } = result;
  if (typeof access_token !== 'string' || access_token === '' || typeof expire_time !== 'number') return undefined;
  return {
    access_token,
    refresh_token: typeof refresh_token === 'string' ? refresh_token : '',
    expire_time,
    uid: typeof uid === 'string' ? uid : '',
  };
};
