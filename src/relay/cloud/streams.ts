/** Streams of events to pages: kept open with a sign of life now and then, and no more of them than the server can carry. */
import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { BenchError } from '../../model/problem';
import { type Clock, repeat } from './clock';

const beatMs = 15_000;
/** A browser opens six to one server, whatever its tabs want: this is twenty browsers, or a program gone wrong. */
export const mostStreams = 128;
/** As long as the page waits by itself after a refusal (`links/relay-cloud`). */
const askAgainAfterSeconds = 5;

/** Throws `cloud.busy`, which goes out as 429 with `Retry-After`. */
export const refuseForWantOfRoom = (): never => {
  throw new BenchError('cloud.busy', { seconds: askAgainAfterSeconds, ms: askAgainAfterSeconds * 1000 });
};

/** Open until the page goes away, or until `withinMs` is over. `begin` answers with what stops it. Throws `cloud.busy`. */
export type OpenStream = (
  context: Context,
  begin: (stream: SSEStreamingApi) => () => void,
  withinMs?: number,
) => Response;

export const createStreams = (clock: Clock): OpenStream => {
  let open = 0;

  const follow = (stream: SSEStreamingApi, begin: (stream: SSEStreamingApi) => () => void, withinMs?: number) =>
    new Promise<void>((ended) => {
      const stop = begin(stream);
      // Two bytes that mean nothing: they keep proxies patient, and show a dead connection.
      const stopBeats = repeat(
        clock,
        () => beatMs,
        async () => {
          await stream.write(':\n\n');
        },
      );
      let isOver = false;
      const end = (): void => {
        if (isOver) return;
        isOver = true;
        open -= 1;
        stop();
        stopBeats();
        forget();
        ended();
      };
      const sayEnd = () => void stream.writeSSE({ event: 'end', data: '' }).then(end);
      const forget = withinMs === undefined ? () => {} : clock.after(withinMs, sayEnd);
      stream.onAbort(end);
      if (stream.aborted) end();
    });

  return (context, begin, withinMs) => {
    if (open >= mostStreams) return refuseForWantOfRoom();
    open += 1;
    return streamSSE(context, (stream) => follow(stream, begin, withinMs));
  };
};
