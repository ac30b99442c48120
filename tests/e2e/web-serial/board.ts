import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BoardSettings } from '../../../src/virtual/parts/wire';
import type { UsbIds } from './adapter';
import type { BoardCall, BoardOrder, BoardSight } from './board-messages';
import { callsTo } from './numbered-calls';
import type { SerialBus } from './serial-bus';

/** A board in another process, held by a test. It begins unplugged. */
export interface Board {
  readonly usb: UsbIds;
  plug(): Promise<void>;
  /** Safe when it is unplugged, also when it pulled its own cable. */
  unplug(): Promise<void>;
  /** From a charger, with no cable to this computer. */
  power(on: boolean): Promise<void>;
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

/** A board by its calls, whatever carries them. */
export const boardBy = (usb: UsbIds, call: (what: BoardCall) => Promise<unknown>, end: () => Promise<void>): Board => ({
  usb,
  plug: async () => void (await call({ kind: 'plug' })),
  unplug: async () => void (await call({ kind: 'unplug' })),
  power: async (on) => void (await call({ kind: 'power', on })),
  holdBoot: async (held) => void (await call({ kind: 'hold-boot', held })),
  tapReset: async () => void (await call({ kind: 'tap-reset' })),
  hushAfter: async (text) => void (await call({ kind: 'hush-after', text })),
  speak: async () => void (await call({ kind: 'speak' })),
  readFlash: async (offset, size) => (await call({ kind: 'read-flash', offset, size })) as Uint8Array,
  history: async () => (await call({ kind: 'history' })) as { seen: BoardSight[]; lost: number },
  end,
});

/** `speed`: how many times as fast as life. `twoPorts`: the log's port is on the cable as well, of boards that have one. */
export const startBoard = async (
  bus: SerialBus,
  usb: UsbIds,
  settings: BoardSettings,
  speed: number,
  twoPorts = false,
): Promise<Board> => {
  const child = fork(program, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
  const { call, ready, end } = callsTo<BoardCall>(child);
  const names = { name: bus.nextName(), ...(twoPorts && { logName: bus.nextName() }) };
  child.send({ folder: bus.folder, ...names, usb, settings, speed } satisfies BoardOrder);
  await ready;
  return boardBy(usb, call, async () => {
    if (child.connected) await call({ kind: 'unplug' }).catch(() => undefined);
    await end();
  });
};
