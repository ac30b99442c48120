/**
 * The browser's list of devices, of which there is one at a time: opening the next closes the one before, and that is no
 * answer of a person.
 */
import type { RadioDevice, RadioFilter } from '../links/radio';
import { pause } from '../links/wait';
import type { WebBluetooth } from '../links/web-bluetooth';
import { BenchError } from '../model/problem';

/** What a list came to: a device, a fault (`radio.none-chosen` when it was closed by hand), or it gave way to another. */
export type ListEnd =
  | { kind: 'chosen'; device: RadioDevice }
  | { kind: 'failed'; fault: unknown }
  | { kind: 'gave-way' };

export interface BrowserList {
  /** Needs a click behind it, and opens in the turn of the call. Undefined when this very list is open already. */
  open(what: string, filters: readonly RadioFilter[]): Promise<ListEnd> | undefined;
}

/** A press beside the list closes it, and the click that it becomes may be the one that opens the next list. */
const pressMs = 500;

const isClosed = (fault: unknown): boolean => fault instanceof BenchError && fault.code === 'radio.none-chosen';

export const createBrowserList = ({ find }: Pick<WebBluetooth, 'find'>): BrowserList => {
  let shown: { what: string; closed: boolean } | undefined;
  return {
    open(what, filters) {
      if (shown?.what === what && !shown.closed) return undefined;
      const mine = { what, closed: false };
      shown = mine;
      const over = (end: ListEnd): ListEnd => {
        const isLast = shown === mine;
        if (isLast) shown = undefined;
        return isLast || end.kind === 'chosen' ? end : { kind: 'gave-way' };
      };
      return find(filters).then(
        (device) => over({ kind: 'chosen', device }),
        async (fault: unknown) => {
          mine.closed = true;
          if (isClosed(fault)) await pause(pressMs);
          return over({ kind: 'failed', fault });
        },
      );
    },
  };
};
