/**
 * The project's account: from the environment, or entered once on the page and kept in a file that only its owner can
 * read. Nothing here gives a secret to anybody but the session that signs with it.
 */
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { type DataCentreId, dataCentres, type RelayAccount, type RelayStatus } from '../../model/cloud';
import { BenchError } from '../../model/problem';

export interface Account {
  accessId: string;
  secret: string;
  dataCentre: DataCentreId;
}

export interface Accounts {
  readonly from: RelayStatus['from'];
  current(): Account | undefined;
  /** Throws `cloud.bad-account` when it cannot be one, or (`reason: fixed`) cannot be changed from the page. */
  save(account: RelayAccount): Promise<void>;
  /** Throws like `save`. */
  remove(): Promise<void>;
}

const bad = (reason: string): never => {
  throw new BenchError('cloud.bad-account', { reason });
};

const dataCentreOf = (id: unknown): DataCentreId =>
  dataCentres.find((centre) => centre.id === id)?.id ?? bad('data-centre');

/** What a person or a file gives, checked. Throws `cloud.bad-account` and names the field, never its value. */
const readAccount = (given: unknown): Account => {
  const { accessId, secret, dataCentre } = (given ?? {}) as Record<string, unknown>;
  if (typeof accessId !== 'string' || !/^[A-Za-z0-9]{8,64}$/.test(accessId)) return bad('access-id');
  if (typeof secret !== 'string' || !/^[\x21-\x7e]{32}$/.test(secret)) return bad('secret');
  return { accessId, secret, dataCentre: dataCentreOf(dataCentre) };
};

/** One that is given with the start and stays. */
export const fixedAccount = (account: Account, from: 'environment' | 'virtual'): Accounts => ({
  from,
  current: () => account,
  save: async () => bad('fixed'),
  remove: async () => bad('fixed'),
});

/** Undefined when none of the three is set. Throws `cloud.bad-account` when only some are, or one is wrong. */
export const accountFromEnvironment = (env: Readonly<Record<string, string | undefined>>): Accounts | undefined => {
  const { BINDERY_ACCESS_ID: accessId, BINDERY_ACCESS_SECRET: secret, BINDERY_DATA_CENTRE: dataCentre } = env;
  if (!accessId && !secret && !dataCentre) return undefined;
  return fixedAccount(readAccount({ accessId, secret, dataCentre }), 'environment');
};

/** Where this user's programs keep their settings. */
export const accountFile = (env: Readonly<Record<string, string | undefined>>): string => {
  const folder =
    env.XDG_CONFIG_HOME || (process.platform === 'win32' && env.APPDATA) || path.join(homedir(), '.config');
  return path.join(folder, 'bindery', 'cloud.json');
};

const othersMayRead = 0o077;

const load = async (file: string): Promise<Account | undefined> => {
  try {
    const account = readAccount(JSON.parse(await readFile(file, 'utf8')));
    // Restored from a backup, say, or copied by hand.
    if ((await stat(file)).mode & othersMayRead) await chmod(file, 0o600);
    return account;
  } catch {
    // No file, or one that was edited by hand and is no account any more: to be entered again.
    return undefined;
  }
};

/** Written aside and moved, so that the file is whole and closed to others at every moment. */
const store = async (file: string, account: Account): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const aside = `${file}.${process.pid}`;
  await rm(aside, { force: true });
  await writeFile(aside, `${JSON.stringify(account, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(aside, file);
};

export const accountInFile = async (file: string): Promise<Accounts> => {
  let account = await load(file);
  return {
    get from() {
      return account ? 'file' : 'none';
    },
    current: () => account,
    async save(given) {
      // The page never gets the secret back, so a move to another data centre comes without it.
      const moved = account && !('accessId' in given) && !('secret' in given);
      const next = readAccount(moved ? { ...account, dataCentre: given.dataCentre } : given);
      await store(file, next);
      account = next;
    },
    async remove() {
      await rm(file, { force: true });
      account = undefined;
    },
  };
};
