/** A Beken chip in its loader: T5AI, T3, T1, BK7231N. Loaded when the first such board is met. */

import type { Mac } from '../../model/chip';
import { BenchError } from '../../model/problem';
import { getFlashId, readRegister, rebootFrame, sectorBytes } from '../../protocols/beken/commands';
import { type FlashPart, flashPart } from '../../protocols/beken/flash-parts';
import { macInRadio } from '../../protocols/beken/radio-sector';
import { crc32 } from '../../protocols/digest/crc32';
import { readBekenLayout } from '../../protocols/flash-layout/beken-layout';
import type { ChipSession } from '../chip';
import { readWhole } from '../stretches';
import { type BekenModel, chipIdRegisters, modelOfFlash, modelOfRegister } from './chips';
import { blankSectorCrc, chipCrc, hexOf } from './compare';
import { enterLoader, pulseReset } from './enter';
import { eraseFlash, writeFlash } from './flash';
import { protectedBits, readRegisters, type StatusRegisters, setRegisters, unprotected } from './protection';
import { type Ahead, readFlash, readShort } from './read';
import { changeSpeed, slower } from './speed';
import { BekenFault, type BekenTalk } from './talk';

export const bekenConsoleBaud = 115_200;

export interface BekenFacts {
  model: BekenModel;
  /** Of the chip-id register, when one answered. */
  register?: number;
  flashId: number;
  /** Erased where its boot loader belongs. */
  blank: boolean;
  /** From the calibration of its radio; a board that was never calibrated has none. */
  mac?: Mac;
  /** All of the sector it is in. */
  radio: Uint8Array;
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
  const radio = await readShort(talk, model.radio.offset, model.radio.size, signal);
  const mac = macInRadio(radio);
  const blank = (await chipCrc(talk, 0, sectorBytes, signal)) === blankSectorCrc;
  return { model, part, flashId, blank, radio, ...(mac && { mac }), ...(register !== undefined && { register }) };
};

export interface BekenSession extends ChipSession {
  /** What the loader told, beyond what every family tells. */
  readonly told: BekenFacts;
}

/** Sectors looked back upon, and how many of them may come out wrong before the line is slowed down. */
const lookBack = 10;
const tooManyWrong = 2;

type FlashCode = 'flash.write-failed' | 'flash.read-failed';

export const createBekenSession = (talk: BekenTalk, facts: BekenFacts): BekenSession => {
  const { link, timing } = talk;
  let unsettled = false;
  let outcome: boolean[] = [];
  /** A part nobody knows and whose second register reads as nothing has one. */
  let part: FlashPart = facts.part;
  const ahead: Ahead = { failures: 0 };

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
    const restore = async () => {
      if (link.lost.aborted) return;
      await talk.settle();
      await setRegisters(talk, part, before);
    };
    try {
      await setRegisters(talk, part, unprotected(part, before), signal);
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

  const session: BekenSession = {
    told: facts,
    calibration: { offset: facts.model.radio.offset, bytes: facts.radio },
    facts: {
      chip: facts.model.id,
      ...(facts.mac && { mac: facts.mac }),
      ...(facts.blank && { blank: true as const }),
      flashBytes: facts.part.size,
      flashId: facts.flashId.toString(16).padStart(6, '0'),
    },
    prepare: (baud, signal) =>
      verb('flash.write-failed', 0, signal, async () => {
        if (link.baud !== baud) await reach([baud, ...slower(baud)], signal);
      }),
    write: (image, address, told, signal) =>
      verb('flash.write-failed', address, signal, () => {
        withinFlash(address, image.length);
        return unlocked(signal, () =>
          writeFlash(talk, image, address, { told, sector: (right) => judgeLine(right, signal) }, signal),
        );
      }),
    read: (address, size, told, signal) => readWhole(size, (take) => session.readTo(address, size, take, told, signal)),
    readTo: (address, size, take, told, signal) =>
      verb('flash.read-failed', address, signal, () => {
        withinFlash(address, size);
        return readFlash(talk, { address, size, ahead }, take, told, signal);
      }),
    checksum: (address, size, signal) =>
      verb('flash.read-failed', address, signal, async () => hexOf(await chipCrc(talk, address, size, signal))),
    checksumOf: (bytes) => hexOf(crc32(bytes)),
    erase: (address, size, signal) =>
      verb('flash.write-failed', address, signal, () => {
        withinFlash(address, size);
        return unlocked(signal, () => eraseFlash(talk, address, size, signal));
      }),
    layout: (read) => readBekenLayout(read, facts.model.id),
    /** Into the application, and the line at the console's speed; the link stays open. */
    async leave() {
      talk.stop();
      // For boards whose reset is not wired; their first lines come while the port is closed.
      for (let times = 0; times < 3; times++) await talk.send(rebootFrame);
      if (link.baud !== bekenConsoleBaud) await link.reopen(bekenConsoleBaud);
      await pulseReset(link, timing);
    },
  };
  return session;
};
