/** Puts the relay together from what the start of the server says: an account, a file, or the emulated cloud. */
import path from 'node:path';
import type { Hono } from 'hono';
import { type CloudSession, dataCentres } from '../../model/cloud';
import { createEmulatedCloud, type EmulatedCloud } from '../../virtual/cloud/emulated-cloud';
import {
  type Account,
  type Accounts,
  accountFile,
  accountFromEnvironment,
  accountInFile,
  fixedAccount,
} from './accounts';
import { type Clock, processClock } from './clock';
import { createDesk } from './desk';
import { readOrigins } from './guard';
import { createLive } from './live';
import { createPairingDesk } from './pairing-desk';
import { cloudRoutes } from './routes';
import { createSpent, planFrom } from './spent';

/** What signs and sends; `links/openapi-client` outside of tests. */
export type OpenSession = (options: {
  fetch(request: Request): Promise<Response>;
  baseUrl: string;
  accessId: string;
  secret: string;
  now(): number;
  ticks(): number;
}) => CloudSession;

export interface RelaySettings {
  env: Readonly<Record<string, string | undefined>>;
  openSession: OpenSession;
  /** The world outside; a test has its own. */
  fetch?(request: Request): Promise<Response>;
  pushAddress?(account: Account): string;
  clock?: Clock;
  log?(line: string): void;
}

export interface Relay {
  routes: Hono;
  /** For the console at the start: where the account comes from, never what it is. */
  from: Accounts['from'];
  /** Set with `BINDERY_CLOUD=demo`. */
  emulated?: EmulatedCloud;
}

const emulatedCloud = (clock: Clock): EmulatedCloud =>
  createEmulatedCloud({
    world: { now: clock.now, ticks: clock.ticks, random: (length) => crypto.getRandomValues(new Uint8Array(length)) },
  });

const accountOf = ({ state }: EmulatedCloud): Accounts => {
  const [project] = state.projects;
  const { accessId = '', secret = '', region } = project ?? {};
  const dataCentre = dataCentres.find((centre) => centre.region === region)?.id ?? 'cn';
  return fixedAccount({ accessId, secret, dataCentre }, 'virtual');
};

/** Throws `cloud.bad-account` for an environment that is half an account, and an Error for settings that are none. */
export const openRelay = async (settings: RelaySettings): Promise<Relay> => {
  const { env, openSession, clock = processClock, log = () => {}, pushAddress } = settings;
  if (env.BINDERY_CLOUD && env.BINDERY_CLOUD !== 'demo')
    throw new Error(`BINDERY_CLOUD can be demo, not ${env.BINDERY_CLOUD}`);
  const origins = readOrigins(env.BINDERY_ORIGINS);
  const emulated = env.BINDERY_CLOUD === 'demo' ? emulatedCloud(clock) : undefined;
  const accounts = emulated
    ? accountOf(emulated)
    : (accountFromEnvironment(env) ?? (await accountInFile(accountFile(env))));
  const outside = settings.fetch ?? ((request: Request) => fetch(request));
  const spent = emulated
    ? undefined
    : await createSpent({ clock, plan: planFrom(env), file: path.join(path.dirname(accountFile(env)), 'calls.json') });
  const paid = (request: Request) => {
    spent?.sent();
    return outside(request);
  };
  const send = emulated ? (request: Request) => emulated.openapi(request) : paid;

  const open = ({ accessId, secret, dataCentre }: Account): CloudSession => {
    const baseUrl = dataCentres.find(({ id }) => id === dataCentre)?.url ?? dataCentres[0].url;
    return openSession({ fetch: send, baseUrl, accessId, secret, now: clock.now, ticks: clock.ticks });
  };
  const desk = createDesk({ accounts, open, clock, log });
  const pairing = createPairingDesk(desk.call, clock);
  const live = createLive({
    desk,
    clock,
    ...(emulated ? { virtualEvents: emulated.listenToEvents } : {}),
    pushAddress,
    log,
  });
  return { routes: cloudRoutes({ desk, live, pairing, clock, origins, spent }), from: accounts.from, emulated };
};
