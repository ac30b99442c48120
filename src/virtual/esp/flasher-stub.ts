import { md5 } from '@noble/hashes/legacy.js';
import type { Loader } from '../parts/silicon';
import { createCore, type LoaderIo } from './core';
import { createTimedFlash, eraseSpan, inFlash } from './flash-timing';
import { createFlashWrite, type FlashWrite } from './flash-write';
import { answerFrame, createRam, op, type Request, readBlock, readRequest, securityInfo, wordAt } from './frames';
import { readFlash } from './read-flash';
import { writeRegisters } from './registers';

/** The v2 flasher stub (esp-flashing, section 1): answers a data block first and writes it while the next one arrives. */

/** First status byte; the second is 0. The big-endian codes of esp-flasher-stub's `commands.h`. */
const refusal = {
  length: 0xc0,
  checksum: 0xc1,
  invalid: 0xc3,
  spi: 0xc4,
  notInFlashMode: 0xc6,
  inflate: 0xc7,
  notEnough: 0xc8,
  tooMuch: 0xc9,
  notImplemented: 0xff,
} as const;

/** 16 KB of data with their two headers. */
const bufferBytes = 0x4000 + 24;

/** What a command comes to: an error code, or the value and data of its answer, and what is done once that is out. */
interface Reply {
  value?: number;
  data?: ArrayLike<number>;
  afterwards?: () => Promise<number | undefined> | undefined;
}
type Outcome = number | Reply;

/** Payload lengths the stub insists on. */
const lengths: Readonly<Record<number, readonly number[]>> = {
  [op.sync]: [36],
  [op.flashBegin]: [16, 20],
  [op.deflBegin]: [16, 20],
  [op.flashEnd]: [4],
  [op.deflEnd]: [4],
  [op.memBegin]: [16],
  [op.memEnd]: [8],
  [op.readReg]: [4],
  [op.spiAttach]: [4],
  [op.spiSetParams]: [24],
  [op.changeBaudrate]: [8],
  [op.flashMd5]: [16],
  [op.securityInfo]: [0],
  [op.readFlash]: [16],
  [op.eraseRegion]: [8],
};

export const createFlasherStub = (io: LoaderIo): Loader => {
  const core = createCore(io, 2, bufferBytes);
  const timed = createTimedFlash(core, io);
  const ram = createRam();
  let write: FlashWrite | undefined;
  /** What went wrong after the last answer: it becomes the next one, whatever was asked. */
  let owed: number | undefined;

  const once = (work: () => void) => async () => {
    core.notBefore(io.sentAt());
    await core.settle();
    work();
    return undefined;
  };

  const begin = ({ data }: Request): Outcome => {
    const [size, blocks, offset] = [wordAt(data, 0), wordAt(data, 1), wordAt(data, 3)];
    if (!inFlash(io.flash, offset, size)) return refusal.spi;
    write = createFlashWrite(core, io, timed, { size, blocks, offset, exact: true });
    return {};
  };

  const block = (request: Request, compressed: boolean): Outcome => {
    const session = write;
    if (!session) return refusal.notInFlashMode;
    const given = readBlock(request);
    if (!given) return request.data.length < 16 ? refusal.notEnough : refusal.tooMuch;
    if (!given.intact) return refusal.checksum;
    return {
      afterwards: async () => {
        try {
          await (compressed ? session.compressed(given.bytes) : session.plain(given.bytes));
          return undefined;
        } catch {
          return compressed ? refusal.inflate : refusal.spi;
        }
      },
    };
  };

  const end = ({ data }: Request): Outcome => {
    if (!write) return refusal.notInFlashMode;
    if (write.left() !== 0) return refusal.length;
    write = undefined;
    return wordAt(data, 0) === 0 ? { afterwards: once(io.reboot) } : {};
  };

  const commands: Readonly<Record<number, (request: Request) => Outcome | Promise<Outcome>>> = {
    [op.sync]: () => ({}),
    [op.flashBegin]: begin,
    [op.flashData]: (request) => block(request, false),
    [op.flashEnd]: end,
    [op.deflBegin]: begin,
    [op.deflData]: (request) => block(request, true),
    [op.deflEnd]: end,
    [op.memBegin]: ({ data }) => {
      ram.begin(wordAt(data, 3));
      return {};
    },
    [op.memData]: (request) => {
      const given = readBlock(request);
      if (!given) return refusal.tooMuch;
      ram.put(given.bytes);
      return {};
    },
    [op.memEnd]: ({ data }) => {
      if (wordAt(data, 0) !== 0) return {};
      return { afterwards: once(ram.holds(wordAt(data, 1)) ? io.runStub : io.crash) };
    },
    [op.writeReg]: ({ data }) => {
      if (data.length === 0 || data.length % 16) return refusal.notEnough;
      core.work(writeRegisters(io.registers, data));
      return {};
    },
    [op.readReg]: ({ data }) => ({ value: io.registers.read(wordAt(data, 0)) }),
    [op.spiAttach]: () => ({}),
    [op.spiSetParams]: () => ({}),
    [op.changeBaudrate]: ({ data }) => {
      const rate = wordAt(data, 0);
      if (rate === 0) return refusal.invalid;
      return { afterwards: once(() => io.setBaud(rate)) };
    },
    [op.flashMd5]: ({ data }) => {
      const [offset, size] = [wordAt(data, 0), wordAt(data, 1)];
      if (!inFlash(io.flash, offset, size)) return refusal.spi;
      core.work(size / io.timing.md5BytesPerMs);
      return { data: md5(io.flash.read(offset, size)) };
    },
    [op.securityInfo]: () =>
      io.chip.tellsSecurity ? { data: securityInfo(io.chip.imageId, io.locks) } : refusal.notImplemented,
    [op.eraseFlash]: async () => {
      await eraseSpan(core, timed, 0, io.flash.size);
      return {};
    },
    [op.eraseRegion]: async ({ data }) => {
      const [offset, size] = [wordAt(data, 0), wordAt(data, 1)];
      if (offset % 4096 || size % 4096) return refusal.length;
      if (!inFlash(io.flash, offset, size)) return refusal.spi;
      await eraseSpan(core, timed, offset, size);
      return {};
    },
    [op.readFlash]: ({ data }) => {
      const [offset, size, packet] = [wordAt(data, 0), wordAt(data, 1), wordAt(data, 2)];
      return {
        afterwards: async () => {
          if (packet === 0 || packet > 4096) return refusal.length;
          if (!inFlash(io.flash, offset, size)) return refusal.spi;
          await readFlash(core, timed, { offset, size, packet });
          return undefined;
        },
      };
    },
  };

  const obey = async (request: Request): Promise<void> => {
    // The one command without an answer.
    if (request.op === op.runUserCode) return void (await once(io.runApplication)());
    const settled = owed;
    owed = undefined;
    const command = commands[request.op];
    const fits = request.whole && (lengths[request.op]?.includes(request.data.length) ?? true);
    const outcome = settled ?? (!command ? refusal.invalid : fits ? await command(request) : refusal.length);
    await core.settle();
    if (typeof outcome === 'number') return core.say(answerFrame(request.op, 0, [], [outcome, 0]));
    const frame = answerFrame(request.op, outcome.value ?? 0, outcome.data ?? [], [0, 0]);
    // Eight answers to a SYNC, as the ROM gives, but with value 0.
    for (let times = request.op === op.sync ? 8 : 1; times > 0; times -= 1) core.say(frame);
    owed = await outcome.afterwards?.();
  };

  const run = async (): Promise<never> => {
    core.say(new TextEncoder().encode('OHAI'));
    for (;;) {
      const request = readRequest(await core.hear());
      if (request) await obey(request);
    }
  };
  void run();
  return core;
};
