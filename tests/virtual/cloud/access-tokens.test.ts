import { describe, expect, it } from 'vitest';
import { sign } from '../../../src/protocols/openapi/sign';
import { demoProject } from '../../../src/virtual/cloud/demo-state';
import { createLampBench, createOpenApiBench, lampId } from './openapi-bench';

interface Pair {
  access_token: string;
  refresh_token: string;
  expire_time: number;
  uid: string;
}

const path = `/v1.0/devices/${lampId}`;

/** openapi, section 3. */
describe('access tokens of the emulated cloud', () => {
  const pair = async (bench: ReturnType<typeof createOpenApiBench>, ask = bench.login()) =>
    (await bench.result(ask)) as Pair;

  it('lives two hours, and is handed out again with what is left of it', async () => {
    const bench = createOpenApiBench();
    const first = await pair(bench);
    expect(first).toMatchObject({ expire_time: 7200, access_token: expect.stringMatching(/^[0-9a-f]{32}$/) });
    bench.pass(991_000);
    // The trace that the document tells of.
    expect(await pair(bench)).toEqual({ ...first, expire_time: 6209 });
  });

  it('is expired to the millisecond, answers 1010, and is replaced when asked for again', async () => {
    const bench = await createLampBench();
    const first = await pair(bench);
    bench.pass(7_199_999);
    expect(await bench.code(bench.get(path))).toBe(0);
    bench.pass(1);
    expect(await bench.get(path)).toMatchObject({ code: 1010, msg: 'token is expired' });
    const second = await pair(bench);
    expect(second.access_token).not.toBe(first.access_token);
    expect(second.expire_time).toBe(7200);
    expect(await bench.code(bench.get(path))).toBe(0);
    expect(await bench.code(bench.get(path, {}, { token: first.access_token }))).toBe(1010);
  });

  it('is killed by a refresh, whose token works once', async () => {
    const bench = await createLampBench();
    const first = await pair(bench);
    const second = await pair(bench, bench.get(`/v1.0/token/${first.refresh_token}`));
    expect(second.access_token).not.toBe(first.access_token);
    expect(await bench.code(bench.get(path, {}, { token: first.access_token }))).toBe(1010);
    expect(await bench.code(bench.get(path, {}, { token: second.access_token }))).toBe(0);
    expect(await bench.code(bench.get(`/v1.0/token/${first.refresh_token}`))).toBe(1012);
    expect(await bench.code(bench.get(`/v1.0/token/${'0'.repeat(32)}`))).toBe(1011);
  });

  it('refreshes also after the access token had its time: a refresh token never expires', async () => {
    const bench = createOpenApiBench();
    const first = await pair(bench);
    bench.pass(30 * 86_400_000);
    expect((await pair(bench, bench.get(`/v1.0/token/${first.refresh_token}`))).expire_time).toBe(7200);
  });

  it('refuses a refresh signed by the rule from before June 2021', async () => {
    const bench = createOpenApiBench();
    const first = await pair(bench);
    const request = bench.request({ method: 'GET', path: `/v1.0/token/${first.refresh_token}` });
    request.headers.set('sign', sign(demoProject.secret, demoProject.accessId + String(bench.now())));
    expect(await (await bench.openapi(request)).json()).toMatchObject({ code: 1004, msg: 'sign invalid' });
    expect((await pair(bench)).access_token).toBe(first.access_token);
  });

  it('is needed: 1002 without, 1011 for one that was never issued', async () => {
    const bench = createOpenApiBench();
    expect(await bench.code(bench.get(path))).toBe(1002);
    expect(await bench.get(path, {}, { token: 'f'.repeat(32) })).toMatchObject({ code: 1011, msg: 'token invalid' });
  });

  it('knows one grant type', async () => {
    const bench = createOpenApiBench();
    expect(await bench.code(bench.get('/v1.0/token', { grant_type: '2' }))).toBe(1101);
    expect(await bench.code(bench.get('/v1.0/token'))).toBe(1100);
  });

  it('is the same under the same seed, and another under another', async () => {
    const tokenOf = async (seed: string) => (await pair(createOpenApiBench({ seed }))).access_token;
    expect(await tokenOf('a')).toBe(await tokenOf('a'));
    expect(await tokenOf('a')).not.toBe(await tokenOf('b'));
  });
});
