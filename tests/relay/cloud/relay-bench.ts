import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createOpenApiClient } from '../../../src/links/openapi-client';
import type { Account } from '../../../src/relay/cloud/accounts';
import type { Clock } from '../../../src/relay/cloud/clock';
import { openRelay } from '../../../src/relay/cloud/open-relay';
import { type TinyCloud, tinyCloud } from '../../links/tiny-cloud';
import { handClock } from '../../virtual/hand-clock';

/** The relay with a small cloud behind it, time that only a test moves, and a settings folder of its own. */

export const own = 'http://127.0.0.1:4173';
/** Every secret here begins with `planted`, so that a search for that word finds any of them. */
export const account = { accessId: 'projectid00000000001', secret: 'planted-secret-of-32-characters0' };
const epoch = 1_795_379_605_000;

export const environment = {
  BINDERY_ACCESS_ID: account.accessId,
  BINDERY_ACCESS_SECRET: account.secret,
  BINDERY_DATA_CENTRE: 'eu-central',
};

export interface RelayBench {
  cloud: TinyCloud;
  clock: Clock;
  folder: string;
  log: string[];
  /** Calls the cloud was sent, with the host they went to. */
  hosts: string[];
  /** What the relay says of itself at the start. */
  from: string;
  /** As the relay's own page unless `headers` say otherwise. */
  ask(method: string, route: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The stream of who came with a token, as a page opens it. */
  follow(token: string, leftMs?: number): Promise<Response>;
  call(method: string, route: string, more?: object): Promise<Response>;
  /** Moves time in steps of 50 ms, or of `stepMs`, and lets everything that falls due come to rest. */
  pass(ms: number, stepMs?: number): Promise<void>;
}

export const folder = async (): Promise<string> => {
  const made = await mkdtemp(path.join(tmpdir(), 'bindery-relay-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
};

/** Promises settle within a turn or two of the event loop; nothing here waits for time. */
export const settle = async (turns = 12): Promise<void> => {
  for (let turn = 0; turn < turns; turn++) await new Promise((done) => setImmediate(done));
};

export const relayBench = async (
  env: Record<string, string> = environment,
  more: { pushAddress?(account: Account): string; skewMs?: number; at?: string } = {},
): Promise<RelayBench> => {
  const hand = handClock();
  const clock: Clock = { now: () => epoch + hand.now(), ticks: hand.now, after: hand.after };
  const cloud = tinyCloud(account);
  const at = more.at ?? (await folder());
  const log: string[] = [];
  const hosts: string[] = [];
  const relay = await openRelay({
    env: { XDG_CONFIG_HOME: at, ...env },
    openSession: createOpenApiClient,
    fetch: (request) => {
      hosts.push(new URL(request.url).host);
      cloud.now = clock.now() + (more.skewMs ?? 0);
      return cloud.fetch(request);
    },
    // Where nobody is; a test of the push has a server of its own.
    pushAddress: more.pushAddress ?? (() => 'ws://127.0.0.1:9/'),
    clock,
    log: (line) => log.push(line),
  });
  const ask: RelayBench['ask'] = async (method, route, body, headers = {}) =>
    relay.routes.request(`${own}/${route}`, {
      method,
      headers: { Origin: own, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return {
    cloud,
    clock,
    folder: at,
    log,
    hosts,
    from: relay.from,
    ask,
    async follow(token, leftMs) {
      const kept = await ask('POST', 'pairing', { token, ...(leftMs && { leftMs }) });
      const { watch } = (await kept.json()) as { watch: string };
      return ask('GET', `pairing/${watch}`);
    },
    call: (method, route, extra = {}) => ask('POST', 'call', { method, path: route, ...extra }),
    async pass(ms, stepMs = 50) {
      for (let left = ms; left > 0; left -= stepMs) {
        hand.pass(Math.min(stepMs, left));
        await settle();
      }
    },
  };
};

/** The most calls within any second. */
export const busiestSecond = (times: readonly number[]): number =>
  Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + 1000).length));

/** The events of a stream so far, and the way to leave it. */
export const openStream = (response: Response) => {
  const events: { event: string; data: unknown }[] = [];
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let ended = false;
  const read = async (): Promise<void> => {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: '' };
      if (done) break;
      text += value;
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const field = (name: string) =>
          part
            .split('\n')
            .find((line) => line.startsWith(`${name}: `))
            ?.slice(name.length + 2);
        const data = field('data');
        if (data !== undefined) events.push({ event: field('event') ?? 'message', data: data && JSON.parse(data) });
        else if (field('event')) events.push({ event: field('event') ?? '', data: undefined });
      }
    }
    ended = true;
  };
  const reading = read().catch(() => {});
  return { events, ended: () => ended, leave: () => reader?.cancel().then(() => reading) };
};
