/** A Beken board on a cable: adapter, reset by RTS, the ROM's listening window, then the application. */
import type { NorFlash, RunningFirmware } from '../firmware';
import { createNorFlash } from '../nor-flash';
import { createSerialLine, garble } from '../serial-line';
import type { BoardWire, Clock } from '../wire';
import { type BekenRomTiming, createBekenRom } from './rom';
import type { BekenTwin } from './twins';

export interface BekenBoardSettings {
  chip: BekenTwin;
  flash?: Uint8Array;
  /** Bytes take 10 bits at the line's speed. */
  paced?: boolean;
  /** Of the adapter, ms each way. */
  latencyMs?: number;
  timing?: Partial<BekenRomTiming>;
  /** How long the ROM listens after a reset, ms. Not known of any real chip. */
  windowMs?: number;
  /** RTS goes straight to the reset pin: it resets whatever DTR says. */
  rtsIsReset?: boolean;
  /** What becomes of a reply of the ROM on its way: the `count`th of its opcode. Nothing, when it is lost. */
  spoil?(reply: Uint8Array, count: number): readonly { bytes: Uint8Array; afterMs?: number }[];
  /** The adapter is pulled when the host has sent this many bytes. */
  pullAt?: number;
  /** What runs when nobody knocks. */
  start?(io: { send(bytes: Uint8Array): void; flash: NorFlash; clock: Clock }): RunningFirmware;
}

export interface BekenBoard extends BoardWire {
  readonly clock: Clock;
  readonly flash: NorFlash;
  readonly status: { sr1: number; sr2: number };
  readonly inRom: boolean;
  hostSentAt(): number;
  dispose(): void;
}

const romBaud = 115_200;
const usual: BekenRomTiming = { erase4kMs: 45, erase64kMs: 200, page256Ms: 0.5, crcBytesPerMs: 20_000 };

export const createBekenBoard = (settings: BekenBoardSettings, clock: Clock): BekenBoard => {
  const { chip, paced = true, latencyMs = 1, windowMs = 60 } = settings;
  const flash = createNorFlash(chip.flashBytes, settings.flash);
  const status = { sr1: chip.sr1, sr2: chip.sr2 };
  let hostBaud = romBaud;
  let chipBaud = romBaud;
  let powered = false;
  let held = false;
  let heard = 0;
  let pulled = false;
  let rom: ReturnType<typeof createBekenRom> | undefined;
  let app: RunningFirmware | undefined;
  let life = { alive: false };
  let window: (() => void) | undefined;

  const toHost = createSerialLine({
    clock,
    paced,
    latencyMs,
    baud: () => chipBaud,
    deliver: (bytes, sentAt) => board.send?.(garble(bytes, sentAt, hostBaud)),
  });
  const toChip = createSerialLine({
    clock,
    paced,
    latencyMs,
    baud: () => hostBaud,
    deliver(bytes, sentAt, at) {
      const understood = garble(bytes, sentAt, chipBaud);
      if (rom) rom.receive(understood, at);
      else app?.receive(understood);
    },
  });

  const clear = () => {
    life.alive = false;
    window?.();
    window = undefined;
    app?.stop();
    app = undefined;
    rom = undefined;
    chipBaud = romBaud;
    life = { alive: true };
    return life;
  };

  const runApp = () => {
    const mine = clear();
    app = settings.start?.({ send: (bytes) => mine.alive && toHost.send(bytes), flash, clock });
  };

  const counts = new Map<number, number>();
  const spoiled = (reply: Uint8Array) => {
    const op = reply[2] === 0xff ? 0x100 + reply[9]! : reply[6]!;
    const count = (counts.get(op) ?? 0) + 1;
    counts.set(op, count);
    return settings.spoil?.(reply, count) ?? [{ bytes: reply }];
  };

  const runRom = () => {
    const mine = clear();
    rom = createBekenRom({
      chip,
      flash,
      status,
      timing: { ...usual, ...settings.timing },
      clock,
      // What is said waits until the chip is ready by its own reckoning, and dies with a reset.
      send: (reply, at) => {
        const baud = chipBaud;
        for (const { bytes, afterMs = 0 } of spoiled(reply)) {
          const when = at + afterMs;
          clock.after(Math.max(0, when - clock.now()), () => {
            if (mine.alive && chipBaud === baud) toHost.send(bytes, when);
          });
        }
      },
      setBaud: (rate) => {
        chipBaud = rate;
      },
      linked() {
        window?.();
        window = undefined;
      },
      reboot: () => mine.alive && runRom(),
    });
    window = clock.after(windowMs, runApp);
  };

  const board: BekenBoard = {
    clock,
    flash,
    status,
    get inRom() {
      return rom !== undefined && window === undefined;
    },
    send: undefined,
    unplugged: undefined,
    hostSentAt: () => toChip.freeAt(),
    receive(bytes) {
      if (!powered) return;
      heard += bytes.length;
      toChip.send(bytes);
      if (pulled || heard < (settings.pullAt ?? Number.POSITIVE_INFINITY)) return;
      pulled = true;
      board.power(false);
      board.unplugged?.();
    },
    lines({ dtr, rts }) {
      const reset = rts && (settings.rtsIsReset || !dtr);
      if (reset === held) return;
      held = reset;
      if (!powered) return;
      if (held) {
        clear();
        toHost.clear();
      } else runRom();
    },
    hostBaud(rate) {
      hostBaud = rate;
    },
    power(on) {
      if (on === powered) return;
      powered = on;
      toChip.clear();
      toHost.clear();
      if (!on) clear();
      else if (!held) runRom();
    },
    dispose() {
      board.power(false);
      board.send = undefined;
    },
  };
  board.power(true);
  return board;
};
