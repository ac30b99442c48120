import type { CloudAnswer } from '../../src/model/cloud';
import { answered, refused } from '../../src/protocols/openapi/envelope';
import { knownErrors } from '../../src/protocols/openapi/error-codes';
import { isTokenCall, verify } from '../../src/protocols/openapi/sign';

/**
 * As little of a cloud as a client can be checked against: signatures (held to recorded vectors in `sign.test.ts`), the
 * clock, and tokens of which a newer one kills the older (openapi, sections 2 to 4).
 */
export interface TinyCloud {
  fetch(request: Request): Promise<Response>;
  /** Milliseconds since 1970, of the cloud. */
  now: number;
  /** Every call that was let in, in order, token calls too: `GET /v1.0/devices/abc`. */
  calls: string[];
  /** When each of `calls` came, by the cloud's clock. */
  times: number[];
  /** Tokens given out so far, newest last. */
  tokens: string[];
  /** Makes the token in force no good, with this code. */
  spoil(code?: number): void;
  /** What a business call is answered with; `{}` unless set. */
  answer(request: Request): CloudAnswer | Promise<CloudAnswer>;
  /** Seconds. */
  tokenLife: number;
  refreshWorks: boolean;
}

const clockWindowMs = 300_000;

export const tinyCloud = (account: { accessId: string; secret: string }): TinyCloud => {
  let refresh = '';
  let inForce = '';
  let staleCode = 1010;
  let given = 0;

  const refuse = (code: number) => refused(code, knownErrors[code]?.msg ?? '', cloud.now);
  const give = () => {
    given += 1;
    inForce = `planted-access-token-${given}`;
    refresh = `planted-refresh-${given}`;
    cloud.tokens.push(inForce);
    return answered(
      { access_token: inForce, refresh_token: refresh, expire_time: cloud.tokenLife, uid: 'uid' },
      cloud.now,
    );
  };

  const decide = async (request: Request): Promise<CloudAnswer> => {
    const url = new URL(request.url);
    const body = new Uint8Array(await request.clone().arrayBuffer());
    const header = (name: string) => request.headers.get(name);
    const received = { method: request.method, pathAndQuery: url.pathname + url.search, header, body };
    if (header('client_id') !== account.accessId) return refuse(1005);
    if (Math.abs(Number(header('t')) - cloud.now) > clockWindowMs) return refuse(1013);
    if (!verify(received, account.secret)) return refuse(1004);
    cloud.calls.push(`${request.method} ${url.pathname}`);
    cloud.times.push(cloud.now);
    if (isTokenCall(url.pathname)) {
      if (url.search === '?grant_type=1') return give();
      return cloud.refreshWorks && url.pathname === `/v1.0/token/${refresh}` ? give() : refuse(1011);
    }
    return header('access_token') === inForce ? cloud.answer(request) : refuse(staleCode);
  };

  const cloud: TinyCloud = {
    now: 1_795_379_605_000,
    calls: [],
    times: [],
    tokens: [],
    tokenLife: 7200,
    refreshWorks: true,
    spoil: (code = 1010) => {
      inForce = 'spoilt';
      staleCode = code;
    },
    answer: () => answered({}, cloud.now),
    fetch: async (request) => Response.json(await decide(request)),
  };
  return cloud;
};
