import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Loader } from '../parts/silicon';
import { type Core, createCore, type LoaderIo } from './core';
import { createTimedFlash, eraseSpan, inFlash } from './flash-timing';
import { createFlashWrite, type FlashWrite } from './flash-write';
import { answerFrame, createRam, op, type Request, readBlock, readRequest, securityInfo, wordAt } from './frames';
import { writeRegisters } from './registers';

/** The download mode of the mask ROM. It works a command off before it answers, and never more than one at a time. */

const refusal = {
  invalid: 0x05,
  failed: 0x06,
  checksum: 0x07,
  flashWrite: 0x08,
  flashRead: 0x09,
  readLength: 0x0a,
  deflate: 0x0b,
} as const;

/**
 * All that is left in secure download mode: flash settings, speed, plain writing, the summary (ESP-IDF, security
 * guides). The rest is answered as if the ROM did not know it.
 */
const openWhenSecure: ReadonlySet<number> = new Set([
  op.sync,
  op.spiAttach,
  op.spiSetParams,
  op.changeBaudrate,
  op.flashBegin,
  op.flashData,
  op.flashEnd,
  op.securityInfo,
]);

/** What a command comes to: an error code, or the data of its answer. */
type Outcome = number | ArrayLike<number>;
const done: Outcome = [];

/** READ_FLASH_SLOW gives no more at once (esptool, `read_flash_slow`). */
const slowBytes = 64;

/** As in real traces the value of SYNC's answer is the beginning of its own payload. */
const syncValue = 0x2012_0707;

export const createRomLoader = (io: LoaderIo): Loader => {
  const core: Core = createCore(io, Number.POSITIVE_INFINITY, 0x8000);
  const timed = createTimedFlash(core, io);
  const ram = createRam();
  let write: FlashWrite | undefined;
  let value = 0;
  let lastOp = 0;
  let after: (() => void) | undefined;

  const begin = async ({ data }: Request): Promise<Outcome> => {
    const [size, blocks, offset] = [wordAt(data, 0), wordAt(data, 1), wordAt(data, 3)];
    if (!inFlash(io.flash, offset, size)) return refusal.failed;
    // The ROM erases everything first and answers afterwards; nothing is left for the writer to erase.
    await eraseSpan(core, timed, offset, size);
    write = createFlashWrite(core, io, timed, { size, blocks, offset, exact: false });
    return done;
  };

  const block = async (request: Request, compressed: boolean): Promise<Outcome> => {
    const given = readBlock(request);
    if (!given || !write) return refusal.invalid;
    if (!given.intact) return refusal.checksum;
    try {
      await (compressed ? write.compressed(given.bytes) : write.plain(given.bytes));
      return done;
    } catch {
      return compressed ? refusal.deflate : refusal.flashWrite;
    }
  };

  // 0 restarts, 1 runs "user code": who wants to stay sends no END at all (esptool, serial protocol).
  const end = ({ data }: Request): Outcome => {
    after = wordAt(data, 0) === 0 ? io.reboot : io.runApplication;
    return done;
  };

  const commands: Readonly<Record<number, (request: Request) => Outcome | Promise<Outcome>>> = {
    [op.sync]: () => {
      value = syncValue;
      return done;
    },
    [op.readReg]: ({ data }) => {
      value = io.registers.read(wordAt(data, 0));
      return done;
    },
    [op.writeReg]: ({ data }) => {
      core.work(writeRegisters(io.registers, data));
      return done;
    },
    [op.spiSetParams]: () => done,
    [op.spiAttach]: () => done,
    [op.memBegin]: ({ data }) => {
      ram.begin(wordAt(data, 3));
      return done;
    },
    [op.memData]: (request) => {
      const given = readBlock(request);
      if (!given) return refusal.invalid;
      if (!given.intact) return refusal.checksum;
      ram.put(given.bytes);
      return done;
    },
    [op.memEnd]: ({ data }) => {
      const entry = wordAt(data, 1);
      if (wordAt(data, 0) === 0) after = ram.holds(entry) ? io.runStub : io.crash;
      return done;
    },
    [op.changeBaudrate]: ({ data }) => {
      const rate = wordAt(data, 0);
      if (rate === 0) return refusal.invalid;
      after = () => io.setRomBaud(rate);
      return done;
    },
    [op.flashBegin]: begin,
    [op.flashData]: (request) => block(request, false),
    [op.flashEnd]: end,
    [op.deflBegin]: begin,
    [op.deflData]: (request) => block(request, true),
    [op.deflEnd]: end,
    [op.readFlashSlow]: ({ data }) => {
      const [offset, size] = [wordAt(data, 0), wordAt(data, 1)];
      if (size > slowBytes) return refusal.readLength;
      if (!inFlash(io.flash, offset, size)) return refusal.flashRead;
      // The whole buffer goes out, whatever was asked for.
      const buffer = new Uint8Array(slowBytes);
      buffer.set(timed.read(offset, size));
      return buffer;
    },
    [op.flashMd5]: ({ data }) => {
      const [offset, size] = [wordAt(data, 0), wordAt(data, 1)];
      if (!inFlash(io.flash, offset, size)) return refusal.flashRead;
      core.work(size / io.timing.md5BytesPerMs);
      return new TextEncoder().encode(bytesToHex(md5(io.flash.read(offset, size))));
    },
    [op.securityInfo]: () => securityInfo(io.chip.imageId, io.locks),
  };

  const obey = async (request: Request): Promise<void> => {
    const unknown = request.op === op.securityInfo && !io.chip.tellsSecurity;
    const closed = io.locks.includes('secure-download') && !openWhenSecure.has(request.op);
    const command = unknown || closed ? undefined : commands[request.op];
    const outcome = command && request.whole ? await command(request) : refusal.invalid;
    if (typeof outcome !== 'number') lastOp = request.op;
    await core.settle();
    // A refusal goes out under the op of the answer before it, and like that answer eight times if that was a SYNC:
    // esptool and esptool-js both allow for "an unsupported command is answered 8 times" under another op.
    const status = typeof outcome === 'number' ? [1, outcome, 0, 0] : [0, 0, 0, 0];
    const opcode = command ? request.op : lastOp;
    const frame = answerFrame(opcode, value, typeof outcome === 'number' ? [] : outcome, status);
    for (let times = opcode === op.sync ? 8 : 1; times > 0; times -= 1) core.say(frame);
    if (!after) return;
    // Answered at the old speed and by the old code (esp-flashing, section 1).
    core.notBefore(io.sentAt());
    await core.settle();
    after();
    after = undefined;
  };

  const run = async (): Promise<never> => {
    for (;;) {
      const request = readRequest(await core.hear());
      if (request) await obey(request);
    }
  };
  void run();
  return core;
};
