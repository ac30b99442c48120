import type { RadioLink } from '../../src/links/radio';
import { BenchError } from '../../src/model/problem';

/** A Bluetooth link with nobody but the test at its other end: remembers what was written, says what it is told to. */
export interface ScriptedRadio extends RadioLink {
  /** Hex of every write. */
  readonly written: readonly string[];
  readonly isOpen: boolean;
  says(...notifications: readonly Uint8Array[]): void;
  /** Told after each write, before it is acknowledged. */
  onWrite(heard: (bytes: Uint8Array) => void | Promise<void>): void;
  hangUp(): void;
}

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

export const scriptedRadio = (): ScriptedRadio => {
  const written: string[] = [];
  let heard: (bytes: Uint8Array) => void = () => {};
  let told: (bytes: Uint8Array) => void | Promise<void> = () => {};
  let isOpen = true;
  let writing = 0;
  let end: (by: 'device' | 'host') => void = () => {};
  const closed = new Promise<'device' | 'host'>((resolve) => {
    end = (by) => {
      isOpen = false;
      resolve(by);
    };
  });
  return {
    written,
    closed,
    get isOpen() {
      return isOpen;
    },
    async write(bytes) {
      if (!isOpen) throw new BenchError('radio.lost');
      writing += 1;
      if (writing > 1) throw new Error('two writes at a time');
      try {
        written.push(hexOf(bytes));
        await told(bytes);
        await Promise.resolve();
      } finally {
        writing -= 1;
      }
    },
    listen(next) {
      heard = next;
    },
    async close() {
      end('host');
    },
    says(...notifications) {
      for (const bytes of notifications) if (isOpen) heard(bytes);
    },
    onWrite(next) {
      told = next;
    },
    hangUp: () => end('device'),
  };
};
