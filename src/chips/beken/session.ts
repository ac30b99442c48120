/** A Beken chip in its loader: T5AI, T3, T1, BK7231N. Loaded when the first such board is met. */

import { pause } from '../../links/wait';
import { BenchError } from '../../model/problem';
import { getFlashId, readRegister, rebootFrame } from '../../protocols/beken/commands';
import { type FlashPart, flashPart } from '../../protocols/beken/flash-parts';
import { type BekenModel, chipIdRegisters, modelOfFlash, modelOfRegister } from './chips';
import { chipCrc } from './compare';
import { enterLoader } from './enter';
import { type BekenProgress, eraseFlash, readFlash, writeFlash } from './flash';
import { protectedBits, readRegisters, type StatusRegisters, setRegisters, unprotected } from './protection';
import { changeSpeed, slower } from './speed';
import { BekenFault, type BekenTalk } from './talk';

export const bekenConsoleBaud = 115_200;

export interface BekenFacts {
  model: BekenModel;
  /** Of the chip-id register, when one answered. */
  register?: number;
  flashId: number;
  part: FlashPart & { known: boolean };
}

const unwatched = { attempt: () => {}, heard: () => {} };

const readChipId = async (talk: BekenTalk, signal: AbortSignal): Promise<number | undefined> => {
  for (const register of chipIdRegisters) {
    try {
      const value = await talk.ask(readRegister(register), { withinMs: talk.timing.answerMs / 2, signal });
      if (value !== 0 && value !== 0xffffffff) return value;
    } catch (fault) {
      // A loader without this register says nothing; the flash id has the last word.
      if (!(fault instanceof BekenFault)) throw fault;
      await talk.settle(signal);
    }
  }
  return undefined;
};

/** Throws `board.unsupported` {chip, flashId}. */
export const readBekenFacts = async (talk: BekenTalk, signal: AbortSignal): Promise<BekenFacts> => {
  const register = await readChipId(talk, signal);
  const flashId = await talk.ask(getFlashId, { withinMs: talk.timing.answerMs, signal, tries: 3 });
  const part = flashPart(flashId);
  const model = register === undefined ? part && modelOfFlash(part.size) : modelOfRegister(register);
  if (!part || !model) {
    const chip = register === undefined ? '' : `BK${register.toString(16)}`;
    throw new BenchError('board.unsupported', { chip, flashId: flashId.toString(16).padStart(6, '0') });
  }
  return { model, part, flashId, ...(register !== undefined && { register }) };
};

/** Sectors looked back upon, and how many of them may come out wrong before the line is slowed down. */
const lookBack = 10;
const tooManyWrong = 2;

type FlashCode = 'flash.write-failed' | 'flash.read-failed';

export const createBekenSession = (talk: BekenTalk, facts: BekenFacts) => {
  const { link, timing } = talk;
  let unsettled = false;
  let outcome: boolean[] = [];
  /** A part nobody knows and whose second register reads as nothing has one. */
  let part: FlashPart = facts.part;

  const reenter = async (signal: AbortSignal) => {
    if (link.baud !== bekenConsoleBaud) await link.reopen(bekenConsoleBaud);
    await enterLoader(talk, unwatched, signal);
  };

  /** The fastest of these speeds that the chip is heard at. A reset always leads back to 115200. */
  const reach = async (speeds: readonly number[], signal: AbortSignal): Promise<void> => {
    for (const speed of speeds) {
      if (await changeSpeed(talk, speed, signal)) return;
      await reenter(signal);
    }
  };

  const verb = async <T>(code: FlashCode, at: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    try {
      if (unsettled) await talk.settle(signal);
      unsettled = true;
      const answer = await work();
      unsettled = false;
      return answer;
    } catch (fault) {
      if (!(fault instanceof BekenFault)) throw fault;
      throw new BenchError(code, { at, reason: fault.reason }, { cause: fault });
    }
  };

  /** What was found is put back on every way out but a lost port: also when `work` was stopped. */
  const unlocked = async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    const found = await readRegisters(talk, part, signal);
    if (!facts.part.known && found.sr2 === 0xff) part = { ...part, mask: part.mask & 0xff };
    const before: StatusRegisters = part.mask > 0xff ? found : { sr1: found.sr1 };
    if (protectedBits(part, before) === 0) return work();
    await setRegisters(talk, part, unprotected(part, before), signal);
    const restore = async () => {
      if (link.lost.aborted) return;
      await talk.settle();
      await setRegisters(talk, part, before);
    };
    try {
      const answer = await work();
      await restore();
      return answer;
    } catch (fault) {
      await restore().catch(() => {});
      throw fault;
    }
  };

  /** Steps down when the line makes mistakes; the rest goes at the next lower speed. */
  const judgeLine = async (right: boolean, signal: AbortSignal) => {
    outcome = [...outcome, right].slice(-lookBack);
    if (outcome.filter((well) => !well).length < tooManyWrong) return;
    outcome = [];
    const lower = slower(link.baud);
    if (lower.length > 0) await reach(lower, signal);
  };

  const withinFlash = (at: number, size: number) => {
    if (at < 0 || at + size > facts.part.size)
      throw new BenchError('firmware.beyond-flash', { part: 'image', end: at + size, flashBytes: facts.part.size });
  };

  return {
    facts,
    prepare: (baud: number, signal: AbortSignal) =>
      verb('flash.write-failed', 0, signal, async () => {
        if (link.baud !== baud) await reach([baud, ...slower(baud)], signal);
      }),
    write: (image: Uint8Array, address: number, told: (progress: BekenProgress) => void, signal: AbortSignal) =>
      verb('flash.write-failed', address, signal, () => {
        withinFlash(address, image.length);
        return unlocked(signal, () =>
          writeFlash(talk, image, address, { told, sector: (right) => judgeLine(right, signal) }, signal),
        );
      }),
    read: (address: number, size: number, told: (done: number) => void, signal: AbortSignal) =>
      verb('flash.read-failed', address, signal, () => {
        withinFlash(address, size);
        return readFlash(talk, address, size, told, signal);
      }),
    crc: (address: number, size: number, signal: AbortSignal) =>
      verb('flash.read-failed', address, signal, () => chipCrc(talk, address, size, signal)),
    erase: (address: number, size: number, signal: AbortSignal) =>
      verb('flash.write-failed', address, signal, () => {
        withinFlash(address, size);
        return unlocked(signal, () => eraseFlash(talk, address, size, signal));
      }),
    /** Into the application, and the line at the console's speed; the link stays open. */
    async leave() {
      talk.stop();
      for (let times = 0; times < 3; times++) {
        if (times > 0) await pause(timing.rebootMs, link.lost);
        await talk.send(rebootFrame);
      }
      if (link.baud !== bekenConsoleBaud) await link.reopen(bekenConsoleBaud);
    },
  };
};
