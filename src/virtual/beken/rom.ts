/** The boot loader in the ROM of a Beken chip, as a host meets it (beken-uart-boot, sections 2 to 8). */
import type { NorFlash } from '../parts/firmware';
import type { Spoil } from '../parts/rom-settings';
import type { Clock } from '../parts/wire';
import { createRequestReader, longReply, type RomRequest, shortReply } from './requests';
import type { BekenTwin } from './twins';

export interface BekenRomTiming {
  erase4kMs: number;
  erase64kMs: number;
  page256Ms: number;
  crcBytesPerMs: number;
}

export interface BekenRomIo {
  chip: BekenTwin;
  flash: NorFlash;
  timing: BekenRomTiming;
  clock: Clock;
  /** Of UART0. */
  baud(): number;
  /** To UART0, when the chip is ready to send, ms. */
  send(bytes: Uint8Array, at: number): void;
  setBaud(rate: number): void;
  /** A host is there: from now on nothing but a reset ends the loader. */
  linked(): void;
  reboot(): void;
  spoil?: Spoil;
}

const status = { ok: 0, length: 0x04, parameter: 0x06, unknown: 0x07 } as const;
const sector = 4096;
const pageBytes = 256;

const wordAt = (bytes: Uint8Array, at: number) =>
  bytes[at]! + bytes[at + 1]! * 0x100 + bytes[at + 2]! * 0x10000 + bytes[at + 3]! * 0x1000000;
const word = (value: number) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255];

/** Bit by bit, after section 8: start FFFFFFFF, polynomial EDB88320, nothing at the end. */
const crcOf = (bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return crc >>> 0;
};

export const createBekenRom = (io: BekenRomIo) => {
  const requests = createRequestReader();
  const { chip, flash, timing, clock } = io;
  let linked = false;
  /** The processor does one thing after the other, by its own reckoning. */
  let now = clock.now();
  const work = (ms: number) => {
    now += ms;
  };

  const guarded = () => (flash.status.sr1 & 0x7c) !== 0 || (chip.twoRegisters && (flash.status.sr2 & 0x40) !== 0);
  const inside = (at: number, size: number) => at >= 0 && at + size <= flash.size;

  const eraseSpan = (at: number, size: number) => {
    if (!guarded()) flash.erase(at - (at % size), size);
    work(size === sector ? timing.erase4kMs : timing.erase64kMs * (size / 0x10000));
  };

  const program = (at: number, bytes: Uint8Array) => {
    if (!guarded()) flash.program(at, bytes);
    for (let page = 0; page < bytes.length; page += pageBytes)
      if (bytes.subarray(page, page + pageBytes).some((byte) => byte !== 0xff)) work(timing.page256Ms);
  };

  const short: Readonly<Record<number, (data: Uint8Array) => Uint8Array | undefined>> = {
    0: () => {
      linked = true;
      io.linked();
      return shortReply(0x01, 0x00);
    },
    3: (data) => {
      if (data.length < 4) return undefined;
      const address = wordAt(data, 0);
      const echoed = chip.echoesOneMore ? address + 1 : address;
      const value = chip.registers[address];
      return value === undefined ? undefined : shortReply(0x03, ...word(echoed), ...word(value));
    },
    16: (data) => {
      if (data.length < 8) return undefined;
      const [from, last] = [wordAt(data, 0), wordAt(data, 4)];
      if (last < from || !inside(from, last - from + 1)) return undefined;
      work((last - from + 1) / timing.crcBytesPerMs);
      return shortReply(0x10, ...word(crcOf(flash.read(from, last - from + 1))));
    },
    170: (data) => (data[0] === 0x55 ? shortReply(0xaa, 0x55) : undefined),
  };

  const long: Readonly<Record<number, (data: Uint8Array) => [status: number, payload: ArrayLike<number>]>> = {
    7: (data) => {
      if (data.length !== 4 + sector) return [status.length, []];
      const at = wordAt(data, 0);
      if (!inside(at, sector)) return [status.parameter, word(at)];
      program(at, data.subarray(4));
      return [status.ok, word(at)];
    },
    9: (data) => {
      const at = wordAt(data, 0);
      if (!inside(at, sector)) return [status.parameter, word(at)];
      return [status.ok, [...word(at), ...flash.read(at, sector)]];
    },
    12: (data) => {
      const which = data[0]!;
      return [
        status.ok,
        [
          which,
          which === 0x05 ? flash.status.sr1 : which === chip.readSr2 && chip.twoRegisters ? flash.status.sr2 : 0xff,
        ],
      ];
    },
    13: (data) => {
      const [which, first = 0, second] = data;
      if (which === 0x01) flash.status.sr1 = first;
      if (which === 0x01 && second !== undefined && chip.twoRegisters) flash.status.sr2 = second;
      if (which === 0x31 && chip.twoRegisters) flash.status.sr2 = first;
      return [status.ok, [...data]];
    },
    15: (data) => {
      const [size] = data;
      const at = wordAt(data, 1);
      const bytes = size === 0x20 ? sector : size === 0x52 ? 0x8000 : size === 0xd8 ? 0x10000 : 0;
      // The flash chip looks at no more than the block's number: below an unaligned address is erased as well.
      if (!bytes || !inside(at, 1)) return [status.parameter, [...data]];
      eraseSpan(at, bytes);
      return [status.ok, [...data]];
    },
    11: (data) => {
      eraseSpan(wordAt(data, 0), sector);
      return [status.ok, [...data.subarray(0, 4)]];
    },
  };

  const counts = new Map<number, number>();
  const spoiled = (reply: Uint8Array) => {
    const op = reply[2] === 0xff ? 0x100 + reply[9]! : reply[6]!;
    const count = (counts.get(op) ?? 0) + 1;
    counts.set(op, count);
    return io.spoil?.(reply, count) ?? [{ bytes: reply, afterMs: 0 }];
  };

  /** What is said waits until the chip is ready by its own reckoning; at another speed by then, it is not heard. */
  const say = (reply: Uint8Array | undefined) => {
    if (!reply) return;
    const baud = io.baud();
    for (const { bytes, afterMs = 0 } of spoiled(reply)) {
      const when = now + afterMs;
      clock.after(Math.max(0, when - clock.now()), () => {
        if (io.baud() === baud) io.send(bytes, when);
      });
    }
  };

  const obey = ({ long: isLong, op, data }: RomRequest) => {
    if (isLong && op === 0x0e) {
      const junkAndId = [0, ...word(chip.flashId).slice(0, 3)];
      return say(longReply(0x0e, 0, junkAndId, chip.miscountsFlashId ? 5 : undefined));
    }
    if (isLong) {
      const known = Object.hasOwn(long, op) ? long[op] : undefined;
      const [code, payload] = known ? known(data) : [status.unknown, []];
      return say(longReply(op, code, payload));
    }
    if (op === 0x0f && data.length === 5) {
      const baud = wordAt(data, 0);
      if (chip.fastest && baud > chip.fastest) return undefined;
      io.setBaud(baud);
      work(data[4]!);
      return say(shortReply(0x0f, ...data));
    }
    if (op === 0x0e && data[0] === 0xa5) return io.reboot();
    return say(Object.hasOwn(short, op) ? short[op]?.(data) : undefined);
  };

  return {
    /** `at`: when the last of the bytes came in, ms. */
    receive(bytes: Uint8Array, at: number) {
      for (const request of requests.take(bytes)) {
        // Until somebody knocks nothing else is answered.
        if (!linked && (request.long || request.op !== 0x00)) continue;
        now = Math.max(now, at);
        obey(request);
      }
    },
  };
};
