/** The relay's one place from which the cloud is asked: knows the account, keeps to the lists and limits, writes the log. */
import {
  type CloudAnswer,
  type CloudCall,
  type CloudSession,
  dataCentres,
  type ProbeAnswer,
  type RelayAccount,
} from '../../model/cloud';
import { asBenchError, BenchError } from '../../model/problem';
import { knownCall } from '../../protocols/openapi/calls';
import { isNoRoom } from '../../protocols/openapi/error-codes';
import type { RateBucket } from '../../protocols/openapi/limits';
import type { Account, Accounts } from './accounts';
import type { Clock } from './clock';
import { createRateBuckets } from './rate-buckets';

export interface DeskSettings {
  accounts: Accounts;
  /** A session that owns the account's token from now on. */
  open(account: Account): CloudSession;
  clock: Clock;
  /** Lines without a secret, a token or what a call carried. */
  log(line: string): void;
}

export interface Desk {
  readonly accounts: Accounts;
  readonly virtual: boolean;
  /** Undefined without an account. */
  session(): CloudSession | undefined;
  /** The cloud's answer. Throws `cloud.not-allowed`, `cloud.no-account`, `cloud.busy` (`seconds`) and what sending throws. */
  call(call: CloudCall): Promise<CloudAnswer>;
  save(account: RelayAccount): Promise<void>;
  remove(): Promise<void>;
  /** What every data centre says to the account. Throws `cloud.no-account`. */
  probe(): Promise<readonly ProbeAnswer[]>;
  /** Told when there is another account, or none any more. */
  onChange(changed: () => void): void;
}

/**
 * A token may be given where nothing else is answered: the wrong data centre does that, and so does a project without a
 * subscription. This call needs no device and no more than the basic service.
 */
const harmless: CloudCall = { method: 'GET', path: '/v1.0/iot-03/categories/dj/functions' };

export const createDesk = ({ accounts, open, clock, log }: DeskSettings): Desk => {
  const changed = new Set<() => void>();
  const virtual = accounts.from === 'virtual';
  let session: CloudSession | undefined;
  let probing: Promise<readonly ProbeAnswer[]> | undefined;
  let buckets = createRateBuckets(clock.ticks);

  const begin = (): void => {
    const account = accounts.current();
    session = account && open(account);
    buckets = createRateBuckets(clock.ticks);
  };
  begin();

  const takeRoom = (bucket: RateBucket): void => {
    const waitMs = buckets.take(bucket);
    if (waitMs > 0) throw new BenchError('cloud.busy', { seconds: Math.ceil(waitMs / 1000), ms: Math.ceil(waitMs) });
  };

  const call = async (asked: CloudCall): Promise<CloudAnswer> => {
    const known = knownCall(asked.method, asked.path, virtual);
    if (!known) throw new BenchError('cloud.not-allowed', { reason: 'call' });
    if (!session) throw new BenchError('cloud.no-account');
    takeRoom(known.bucket);
    const began = clock.ticks();
    // The row of the list, not the path: a path can hold a pairing token.
    const line = (outcome: string | number) =>
      log(`${known.method} ${known.path} ${outcome} ${Math.round(clock.ticks() - began)} ms`);
    try {
      const answer = await session.call(asked);
      line(answer.success ? 'ok' : answer.code);
      if (!answer.success && isNoRoom(answer.code)) buckets.hold(known.bucket);
      else buckets.eased(known.bucket);
      return answer;
    } catch (fault) {
      const { code, details } = asBenchError(fault);
      line(code);
      if (code === 'cloud.busy') buckets.hold(known.bucket, Number(details.ms));
      throw fault;
    }
  };

  const probeOne = async (account: Account, centre: (typeof dataCentres)[number]): Promise<ProbeAnswer> => {
    // Asking for a token beside the session in use could knock out the one it holds.
    const inUse = centre.id === account.dataCentre ? session : undefined;
    const tried = inUse ?? open({ ...account, dataCentre: centre.id });
    const began = clock.ticks();
    const told = () => ({
      dataCentre: centre.id,
      url: centre.url,
      latencyMs: Math.round(clock.ticks() - began),
      offsetMs: tried.clockOffset(),
    });
    try {
      const answer = await tried.call(harmless);
      if (answer.success) return { ...told(), outcome: 'welcome' };
      const { code, msg } = answer;
      return { ...told(), outcome: 'refused', at: tried.token().held ? 'call' : 'token', code, msg };
    } catch (fault) {
      const { code, details } = asBenchError(fault);
      const reason = code === 'cloud.unreachable' ? String(details.reason) : 'no-answer-of-the-cloud';
      return { ...told(), outcome: 'unreachable', reason };
    }
  };

  const afterChange = (line: string): void => {
    begin();
    log(line);
    for (const tell of changed) tell();
  };

  return {
    accounts,
    virtual,
    session: () => session,
    call,
    async save(account) {
      await accounts.save(account);
      afterChange(`account kept, data centre ${accounts.current()?.dataCentre}`);
    },
    async remove() {
      await accounts.remove();
      afterChange('account removed');
    },
    async probe() {
      const account = accounts.current();
      if (!account) throw new BenchError('cloud.no-account');
      probing ??= Promise.all(dataCentres.map((centre) => probeOne(account, centre))).finally(() => {
        probing = undefined;
      });
      return probing;
    },
    onChange: (tell) => {
      changed.add(tell);
    },
  };
};
