import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BoardSettings } from '../../../src/virtual/wire';
import type { UsbIds } from './adapter';
import type { Answer, BoardCall, BoardOrder, BoardSight } from './board-messages';
import type { SerialBus } from './serial-bus';

/** A board in another process, held by a test. It begins unplugged. */
export interface Board {
  readonly usb: UsbIds;
  plug(): Promise<void>;
  /** Safe when it is unplugged, also when it pulled its own cable. */
  unplug(): Promise<void>;
  holdBoot(held: boolean): Promise<void>;
  tapReset(): Promise<void>;
  /** Settles when the host has sent this text; from then on the board works on, unheard, until `speak`. */
  hushAfter(text: string): Promise<void>;
  speak(): Promise<void>;
  /** Bytes of the flash as they are now, past the chip and the cable. */
  readFlash(offset: number, size: number): Promise<Uint8Array>;
  /** What the adapter saw so far, and how many bytes a late reader has lost. */
  history(): Promise<{ seen: BoardSight[]; lost: number }>;
  /** Ends the process. */
  end(): Promise<void>;
}

const program = fileURLToPath(new URL('./board-process.ts', import.meta.url));

export const startBoard = async (bus: SerialBus, usb: UsbIds, settings: BoardSettings): Promise<Board> => {
  const child = fork(program, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
  const waiting = new Map<number, { done(value: unknown): void; failed(fault: Error): void }>();
  let last = 0;
  const ended = once(child, 'exit');
  child.on('message', ({ id, value, fault }: Answer) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (fault === undefined) call?.done(value);
    else call?.failed(new Error(fault));
  });
  child.on('exit', () => {
    for (const { failed } of waiting.values()) failed(new Error('The process of the board has ended.'));
    waiting.clear();
  });
  const answer = (id: number) => new Promise<unknown>((done, failed) => waiting.set(id, { done, failed }));
  const call = (what: BoardCall) => {
    const id = ++last;
    const told = answer(id);
    child.send({ id, call: what });
    return told;
  };
  const ready = answer(0);
  child.send({ folder: bus.folder, name: bus.nextName(), usb, settings } satisfies BoardOrder);
  await ready;
  return {
    usb,
    plug: async () => void (await call({ kind: 'plug' })),
    unplug: async () => void (await call({ kind: 'unplug' })),
    holdBoot: async (held) => void (await call({ kind: 'hold-boot', held })),
    tapReset: async () => void (await call({ kind: 'tap-reset' })),
    hushAfter: async (text) => void (await call({ kind: 'hush-after', text })),
    speak: async () => void (await call({ kind: 'speak' })),
    readFlash: async (offset, size) => (await call({ kind: 'read-flash', offset, size })) as Uint8Array,
    history: async () => (await call({ kind: 'history' })) as { seen: BoardSight[]; lost: number },
    async end() {
      if (child.connected) await call({ kind: 'unplug' }).catch(() => undefined);
      child.kill();
      await ended;
    },
  };
};
