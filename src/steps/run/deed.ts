/** What a run has done that storage cannot undo by refusing to note it: then the words are of the deed, not of nothing sent. */
import { BenchError, type Details } from '../../model/problem';

export type Deed = 'flashed' | 'license-sent' | 'license-accepted' | 'license-verified' | 'paired' | 'bound';

/** Also told of storage alone: a board that refused or differs, and what comes after a run. */
export type NotNoted = Deed | 'license-refused' | 'license-not-equal' | 'set-aside' | 'run';

export const notNoted = (done: NotNoted, fault: unknown, details: Details = {}): BenchError => {
  const reason = fault instanceof BenchError ? (fault.details.reason ?? fault.code) : 'unknown';
  return new BenchError('storage.not-noted', { ...details, done, reason }, { cause: fault });
};

/** For a deed that storage alone could keep from being noted; any other fault stays what it is. */
export const orNotNoted =
  (done: NotNoted, details: Details) =>
  (fault: unknown): never => {
    throw fault instanceof BenchError && fault.code === 'storage.failed' ? notNoted(done, fault, details) : fault;
  };

/** The license may be on the board while the ledger knows less: only reading the board tells. */
export const leavesDoubt = ({ code, details }: BenchError): boolean =>
  code === 'storage.not-noted' && String(details.done).startsWith('license-');

/** As it is told: a storage that fails after a deed does not say that nothing was sent. */
export const afterDeed = (fault: BenchError, deed: Deed | undefined, details: Details): BenchError =>
  fault.code === 'storage.failed' && deed ? notNoted(deed, fault, details) : fault;
