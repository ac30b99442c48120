/**
 * The message push: one WebSocket per account, kept open, acknowledged frame by frame (openapi, section 9). A second
 * consumer of the same subscription would take its messages away, so nobody else may open one.
 */
import { WebSocket } from 'ws';
import { type CloudEvent, cloudTime } from '../../model/cloud';
import { acknowledgement, pushHeaders, readPushFrame } from '../../protocols/openapi/push';
import { cloudEvent } from '../../protocols/openapi/push-events';
import type { Account } from './accounts';
import type { Clock } from './clock';

export interface PushSettings {
  url: string;
  account: Account;
  clock: Pick<Clock, 'after' | 'now'>;
  heard(event: CloudEvent): void;
  /** True when messages flow from now on, false when they do not. */
  flows(open: boolean): void;
  log(line: string): void;
}

const frameLimit = 1 << 20;
const pingMs = 30_000;
const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** The project has no message service, or its address is a guess that failed: asking often does not help. */
const refusedPauseMs = 300_000;

/** Connects, and connects again with growing pauses until it is stopped by calling the answer. */
export const followPush = ({ url, account, clock, heard, flows, log }: PushSettings): (() => void) => {
  let stopped = false;
  let pauseMs = firstPauseMs;
  let socket: WebSocket | undefined;
  let forget = () => {};

  const keepAlive = (open: WebSocket): (() => void) => {
    let alive = true;
    let forgetPing = () => {};
    open.on('pong', () => {
      alive = true;
    });
    const ping = () => {
      if (!alive) return open.terminate();
      alive = false;
      open.ping();
      forgetPing = clock.after(pingMs, ping);
    };
    ping();
    return () => forgetPing();
  };

  const take = (open: WebSocket, text: string): void => {
    const frame = readPushFrame(text, account.secret);
    if (!frame) return;
    const event = frame.message && cloudEvent(frame.message);
    if (!frame.message) log('push: a message that does not open with this secret');
    if (event) heard({ ...event, at: cloudTime(event.at) ?? clock.now() });
    // What cannot be read is acknowledged too, or it would come again for ever.
    open.send(acknowledgement(frame.messageId));
  };

  const connect = (): void => {
    let refused = false;
    let endPings = () => {};
    socket = new WebSocket(url, {
      headers: pushHeaders(account.accessId, account.secret),
      handshakeTimeout: 10_000,
      maxPayload: frameLimit,
      perMessageDeflate: false,
      followRedirects: false,
    });
    const open = socket;
    open.on('open', () => {
      pauseMs = firstPauseMs;
      endPings = keepAlive(open);
      log('push: open');
      flows(true);
    });
    open.on('message', (data) => take(open, String(data)));
    open.on('unexpected-response', (request, { statusCode }) => {
      refused = true;
      log(`push: refused with HTTP ${statusCode}`);
      request.destroy();
      open.terminate();
    });
    // Every way of failing ends in `close`; the message could quote the address.
    open.on('error', () => {});
    open.on('close', () => {
      endPings();
      if (stopped) return;
      flows(false);
      const wait = refused ? refusedPauseMs : pauseMs;
      log(`push: closed, again in ${wait / 1000} s`);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      forget = clock.after(wait, connect);
    });
  };

  connect();
  return () => {
    stopped = true;
    forget();
    socket?.terminate();
  };
};
