/** A port in the test's hand: says what was asked of it, in order, and does what it is told. */
import type { Port } from '../../src/links/port';

export const createFakePort = () => {
  const asked: string[] = [];
  let open = false;
  let input: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  let readable: ReadableStream<Uint8Array<ArrayBuffer>> | null = null;
  let writable: WritableStream<Uint8Array> | null = null;
  /** Set to make the next call fail, or wait for ever. */
  const faults: {
    open?: (baud: number) => Error | undefined;
    signals?: Error;
    close?: Promise<void>;
    opening?: Promise<void>;
  } = {};
  /** Bytes leave when this resolves. */
  let sending: Promise<void> = Promise.resolve();

  const freshInput = () => {
    readable = new ReadableStream({
      start(control) {
        input = control;
      },
      cancel() {
        asked.push('cancel');
      },
    });
  };
  const freshOutput = () => {
    writable = new WritableStream({
      async write(bytes) {
        asked.push(`write ${bytes.length}`);
      },
      async close() {
        await sending;
        asked.push('drained');
        freshOutput();
      },
    });
  };

  const port: Port = {
    get readable() {
      return readable;
    },
    get writable() {
      return writable;
    },
    getInfo: () => ({}),
    async open({ baudRate, bufferSize, dataBits = 8, parity = 'none', stopBits = 1 }) {
      const format = `${dataBits}${parity[0]}${stopBits}`;
      asked.push(`open ${baudRate} ${bufferSize}${format === '8n1' ? '' : ` ${format}`}`);
      await faults.opening;
      const fault = faults.open?.(baudRate);
      if (fault) throw fault;
      if (open) throw new DOMException('already open', 'InvalidStateError');
      open = true;
      freshInput();
      freshOutput();
    },
    async close() {
      if (readable?.locked || writable?.locked) throw new TypeError('locked');
      await faults.close;
      asked.push('close');
      open = false;
      readable = null;
      writable = null;
    },
    async setSignals({ dataTerminalReady: dtr, requestToSend: rts } = {}) {
      if (faults.signals) throw faults.signals;
      asked.push(`lines${dtr === undefined ? '' : ` dtr ${dtr}`}${rts === undefined ? '' : ` rts ${rts}`}`);
    },
  };

  return {
    port,
    asked,
    faults,
    isOpen: () => open,
    hear: (...bytes: number[]) => input?.enqueue(Uint8Array.from(bytes)),
    /** As Chromium does it: the stream dies and the port offers a fresh one. */
    breakLine(name: string) {
      const dying = input;
      freshInput();
      dying?.error(new DOMException('line', name));
    },
    /** `writable` becomes null, `readable` stays the failed stream (testing-in-chromium, section 2). */
    pull() {
      writable = null;
      input?.error(new DOMException('The device has been lost.', 'NetworkError'));
    },
    stallSending() {
      let go: () => void = () => {};
      sending = new Promise((resolve) => {
        go = resolve;
      });
      return go;
    },
  };
};
