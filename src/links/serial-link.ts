import type { LineFormat } from '../model/line-settings';

/** An opened serial port with one permanent reader. Every way out closes it. */
export interface SerialLink {
  readonly baud: number;
  readonly format: LineFormat;
  /** Everything heard from now on, in any pieces, in the turn in which it arrived. The answer stops listening. */
  listen(heard: (bytes: Uint8Array) => void): () => void;
  /** Resolves when the browser has queued the bytes, not when they have left. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when all that was written has left. Chromium lets signals overtake queued data, so drain before signals. */
  drain(): Promise<void>;
  /** Drains, then sets both lines in one call; true = asserted, the pin low. */
  setLines(lines: { dtr: boolean; rts: boolean }): Promise<void>;
  /**
   * Web Serial cannot change the speed of an open port: closes and opens, with the format it has if none is given.
   * Listeners stay. Throws `unexpected` {reason: `speed-refused`} where the adapter takes neither, as it was before.
   */
  reopen(baud: number, format?: LineFormat): Promise<void>;
  /** Aborted with a `BenchError('port.lost')` when the board is unplugged. */
  readonly lost: AbortSignal;
  /** Frees the port. Safe to call twice, never throws. */
  close(): Promise<void>;
}
