/**
 * A real project's cloud as the page sees it: the routes of the bench's own server. Holds no secret; what it is given to
 * keep passes through once.
 */
import type {
  Cloud,
  CloudAnswer,
  CloudCall,
  CloudEvent,
  PairingKind,
  ProbeAnswer,
  RelayAccount,
  RelayStatus,
} from '../model/cloud';
import { BenchError, type Details, type ProblemCode, remedies } from '../model/problem';
import { readEnvelope } from '../protocols/openapi/envelope';
import { mostAnswerBytes, textAtMost } from './bounded';
import { pause } from './wait';

export interface RelayOptions {
  fetch?: typeof fetch;
  /** Missing where there is none: then nothing is heard, and what is asked for still comes. */
  EventSource?: new (
    url: string,
  ) => EventSource;
  /** Origin of the relay; the page's own when missing. */
  base?: string;
  /** Milliseconds; a test passes them by itself. */
  pause?(ms: number): Promise<void>;
  /** The document whose hidden time costs no calls; a worker has none. */
  page?: Pick<Document, 'hidden' | 'addEventListener'>;
}

/** Every promise rejects with a `BenchError`: the relay's own refusals, `cloud.no-relay`, `cloud.unreadable`. */
export interface RelayCloud {
  status(): Promise<RelayStatus>;
  keepAccount(account: RelayAccount): Promise<RelayStatus>;
  forgetAccount(): Promise<RelayStatus>;
  probe(): Promise<readonly ProbeAnswer[]>;
  /** Hears every answer that says something new of who came with this token, for `leftMs` at most. The answer stops it. */
  followPairing(token: string, kind: PairingKind, leftMs: number, heard: (answer: CloudAnswer) => void): () => void;
  /** `virtual` as the status told it: with `BINDERY_CLOUD=demo` the relay answers from the emulated cloud. */
  cloud(virtual: boolean): Cloud;
}

/** Longer than this nobody is left waiting without a word. */
const longestWaitMs = 5000;
/** So often a call waits for room in the project's limit before the person is told. */
const triesForRoom = 5;
/** An event stream that a server ended for good is opened again after this. */
const reopenAfterMs = 5000;

/** Facts alone: numbers and text. */
const detailsIn = (told: unknown): Details =>
  Object.fromEntries(
    Object.entries(typeof told === 'object' && told !== null ? told : {}).filter(
      ([, fact]) => typeof fact === 'string' || typeof fact === 'number',
    ),
  );

const problemIn = (body: unknown): { code: ProblemCode; details: Details } | undefined => {
  const { problem } = (body ?? {}) as { problem?: { code?: unknown; details?: unknown } };
  const code = problem?.code;
  if (typeof code !== 'string' || !Object.hasOwn(remedies, code)) return undefined;
  return { code: code as ProblemCode, details: detailsIn(problem?.details) };
};

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const createRelayCloud = (options: RelayOptions = {}): RelayCloud => {
  const { base = '', pause: wait = (ms: number) => pause(ms) } = options;
  const send = options.fetch ?? ((url: string, init?: RequestInit) => fetch(url, init));
  const page = options.page ?? globalThis.document;
  const Events = options.EventSource ?? globalThis.EventSource;

  const exchange = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    let response: Response;
    try {
      response = await send(`${base}/cloud/${path}`, {
        method,
        ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
      });
    } catch (cause) {
      throw new BenchError('cloud.no-relay', {}, { cause });
    }
    // A server that only has the files of the page gives one of them, or a page that says there is none.
    if (!response.headers.get('Content-Type')?.includes('application/json')) throw new BenchError('cloud.no-relay');
    const text = await textAtMost(response).catch(() => '');
    if (text === undefined) throw new BenchError('cloud.too-large', { most: mostAnswerBytes });
    const told = parsedJson(text);
    if (response.ok) return told;
    const problem = problemIn(told);
    throw problem
      ? new BenchError(problem.code, problem.details)
      : new BenchError('cloud.unreadable', { status: response.status });
  };

  /** A refusal for want of room comes with the time until there is some. */
  const whenThereIsRoom = async (call: CloudCall): Promise<unknown> => {
    for (let tries = 1; ; tries++) {
      try {
        return await exchange('POST', 'call', call);
      } catch (fault) {
        if (!(fault instanceof BenchError) || fault.code !== 'cloud.busy' || tries >= triesForRoom) throw fault;
        if (Number(fault.details.ms ?? 1000) > longestWaitMs) throw fault;
        // Spread a little, or all stations come back in the same moment.
        await wait(Number(fault.details.ms ?? 1000) + Math.random() * 250);
      }
    }
  };

  /** Streams come back by themselves unless the server refused them; then, and only then, it is for us to try again. */
  const follow = (path: string, event: string, heard: (data: string) => void): (() => void) => {
    const stopped = new AbortController();
    let stream: EventSource | undefined;
    const open = (): void => {
      if (stopped.signal.aborted || !Events) return;
      const opened = new Events(`${base}/cloud/${path}`);
      stream = opened;
      opened.addEventListener(event, (message) => heard(String((message as MessageEvent).data)));
      // The server's own end: without this word the browser would take it for a lost connection and come back.
      opened.addEventListener('end', stop);
      opened.addEventListener('error', () => {
        if (opened.readyState === 2) void wait(reopenAfterMs).then(open);
      });
    };
    const stop = (): void => {
      stopped.abort();
      stream?.close();
    };
    open();
    return stop;
  };

  // Browsers open six connections to a server and no more, over all tabs: one stream for all who listen.
  const ears = new Set<(event: CloudEvent) => void>();
  let stopEvents: (() => void) | undefined;
  /** While a stream is open the relay asks the cloud, and every call is paid for: nobody looks, nobody asks. */
  const tune = (): void => {
    if (ears.size > 0 && !page?.hidden) {
      stopEvents ??= follow('events', 'cloud', (data) => {
        const event = JSON.parse(data) as CloudEvent;
        for (const ear of [...ears]) ear(event);
      });
      return;
    }
    stopEvents?.();
    stopEvents = undefined;
  };
  page?.addEventListener('visibilitychange', tune);
  const listen = (heard: (event: CloudEvent) => void): (() => void) => {
    ears.add(heard);
    tune();
    return () => {
      ears.delete(heard);
      tune();
    };
  };

  return {
    status: async () => (await exchange('GET', 'status')) as RelayStatus,
    keepAccount: async (account) => (await exchange('PUT', 'credentials', account)) as RelayStatus,
    forgetAccount: async () => (await exchange('DELETE', 'credentials')) as RelayStatus,
    probe: async () => (await exchange('POST', 'probe')) as readonly ProbeAnswer[],
    followPairing(token, kind, leftMs, heard) {
      let stop: (() => void) | undefined;
      let stopped = false;
      // The token goes in the body, once: the address of a stream is written down in too many places.
      const begin = async () => {
        const { watch } = (await exchange('POST', 'pairing', { token, kind, leftMs })) as { watch: string };
        if (stopped) return;
        stop = follow(`pairing/${encodeURIComponent(watch)}`, 'answer', (data) => {
          const answer = readEnvelope(JSON.parse(data));
          if (answer) heard(answer);
        });
      };
      // Without the stream the board's own log and the device list are still heard.
      begin().catch(() => {});
      return () => {
        stopped = true;
        stop?.();
      };
    },
    cloud: (virtual) => ({
      virtual,
      listen,
      async call(call) {
        const answer = readEnvelope(await whenThereIsRoom(call));
        if (!answer) throw new BenchError('cloud.unreadable');
        return answer;
      },
    }),
  };
};
