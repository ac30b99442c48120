/** Ports that are borrowed to listen there: one that may be the log of several boards is opened once, for all of them. */
import type { SerialLink } from '../../links/serial-link';
import type { SeenPort } from '../run/outside';

export interface LoansHands {
  open(seen: SeenPort, baud: number): Promise<SerialLink | undefined>;
  shut(seen: SeenPort, link: SerialLink): Promise<void>;
  /** May this port be opened? Frees it from whoever looks for a board there. */
  borrow(seen: SeenPort): Promise<boolean>;
  giveBack(seen: SeenPort, waits: boolean): void;
}

export interface Loan {
  seen: SeenPort;
  baud: number;
  users: number;
  /** Undefined when it could not be had. */
  link: Promise<SerialLink | undefined>;
  /** Whoever had it before has to get it back. */
  lent?: true;
  closing?: Promise<void>;
}

export const createLoans = ({ open, shut, borrow, giveBack }: LoansHands) => {
  const loans = new Map<string, Loan>();

  const lend = (seen: SeenPort, baud: number): Loan => {
    const loan: Loan = { seen, baud, users: 0, link: Promise.resolve(undefined) };
    const opened = async () => {
      if (!(await borrow(seen))) return undefined;
      loan.lent = true;
      return open(seen, baud);
    };
    loans.set(seen.id, loan);
    loan.link = opened();
    return loan;
  };

  const close = async ({ seen, link: opened }: Loan): Promise<void> => {
    const link = await opened;
    if (link) await shut(seen, link);
    loans.delete(seen.id);
  };

  return {
    has: (port: string): boolean => loans.has(port),
    /** Not while it is being given back. */
    settled: async (port: string): Promise<void> => loans.get(port)?.closing,

    /** Undefined while it is listened to at another speed. */
    use(seen: SeenPort, baud: number): Loan | undefined {
      const loan = loans.get(seen.id) ?? lend(seen, baud);
      if (loan.baud !== baud) return undefined;
      loan.users += 1;
      return loan;
    },

    /** It is somebody's log: who has its link keeps it. */
    keep: (port: string): void => void loans.delete(port),

    /** The last one that looked there gives it back, unless it was somebody's log. `waits` as `giveBack` has it. */
    async leave(loan: Loan, waits = false): Promise<void> {
      loan.users -= 1;
      if (loan.users > 0 || loans.get(loan.seen.id) !== loan) return;
      loan.closing = close(loan);
      await loan.closing;
      if (loan.lent) giveBack(loan.seen, waits);
    },
  };
};
