/** The browser's Bluetooth as the bench worker has it: everything is asked of the page, which alone may use it. */
import type { Radio, RadioDevice, RadioLink } from '../links/radio';
import { BenchError } from '../model/problem';
import type { RadioAsk, RadioTold } from '../model/radio-messages';

interface Answer {
  device?: { id: string; name: string };
  link?: RadioLink;
}

interface Pending {
  resolve(answer: Answer): void;
  reject(reason: unknown): void;
  /** The link it goes through, which may be lost before the page answers. */
  link?: string;
}

interface LinkHere {
  heard(bytes: Uint8Array): void;
  ended(by: 'device' | 'host'): void;
}

export interface WorkerRadio {
  radio: Radio;
  told(message: RadioTold): void;
}

export const createWorkerRadio = (post: (ask: RadioAsk) => void): WorkerRadio => {
  const pending = new Map<number, Pending>();
  const links = new Map<string, LinkHere>();
  let calls = 0;

  /** The signal's reason when it aborts first; then the page is told that nobody waits. */
  const call = (ask: (call: number) => RadioAsk, signal?: AbortSignal, link?: string): Promise<Answer> =>
    new Promise<Answer>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const number = ++calls;
      const aborted = () => {
        pending.delete(number);
        post({ kind: 'radio-cancel', call: number });
        reject(signal?.reason);
      };
      const settled = () => {
        pending.delete(number);
        signal?.removeEventListener('abort', aborted);
      };
      pending.set(number, {
        link,
        resolve(answer) {
          settled();
          resolve(answer);
        },
        reject(reason) {
          settled();
          reject(reason);
        },
      });
      signal?.addEventListener('abort', aborted);
      post(ask(number));
    });

  const openLink = (id: string): RadioLink => {
    const early: Uint8Array[] = [];
    let listener: ((bytes: Uint8Array) => void) | undefined;
    const closed = new Promise<'device' | 'host'>((resolve) => {
      links.set(id, {
        heard(bytes) {
          if (listener) listener(bytes);
          else early.push(bytes);
        },
        ended: resolve,
      });
    });
    return {
      async write(bytes) {
        if (!links.has(id)) throw new BenchError('radio.lost');
        await call((number) => ({ kind: 'radio-write', call: number, link: id, bytes }), undefined, id);
      },
      listen(heard) {
        listener = heard;
        for (const bytes of early.splice(0)) heard(bytes);
      },
      closed,
      async close() {
        if (!links.has(id)) return;
        post({ kind: 'radio-close', link: id });
        end(id, 'host');
      },
    };
  };

  const end = (id: string, by: 'device' | 'host'): void => {
    links.get(id)?.ended(by);
    links.delete(id);
    for (const waiting of [...pending.values()]) {
      if (waiting.link === id) waiting.reject(new BenchError('radio.lost'));
    }
  };

  const deviceOf = ({ id, name }: { id: string; name: string }): RadioDevice => ({
    id,
    name,
    async connect(signal) {
      const { link } = await call((number) => ({ kind: 'radio-connect', call: number, device: id }), signal);
      if (!link) throw new BenchError('radio.connect-failed');
      return link;
    },
  });

  return {
    radio: {
      async find(filters, signal, asking, list) {
        const { device } = await call((number) => {
          asking?.(number);
          return { kind: 'radio-find', call: number, filters, ...(list !== undefined && { list }) };
        }, signal);
        if (!device) throw new BenchError('radio.none-chosen');
        return deviceOf(device);
      },
    },
    told(message) {
      if (message.kind === 'radio-heard') links.get(message.link)?.heard(message.bytes);
      else if (message.kind === 'radio-closed') end(message.link, message.by);
      else {
        const waiting = pending.get(message.call);
        const { problem, device, link } = message;
        if (waiting && problem) waiting.reject(new BenchError(problem.code, problem.details));
        // Opened here and now: what the device says may come before anybody who waits has had his turn.
        else if (waiting) waiting.resolve({ device, link: link === undefined ? undefined : openLink(link) });
        // Connected after all, for nobody.
        else if (link !== undefined) post({ kind: 'radio-close', link });
      }
    },
  };
};
