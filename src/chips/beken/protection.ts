/** The protection bits of the flash (beken-uart-boot, section 7): lifted before a write, put back as they were found. */
import { pause } from '../../links/wait';
import { readStatus, writeStatus } from '../../protocols/beken/commands';
import type { FlashPart } from '../../protocols/beken/flash-parts';
import { BekenFault, type BekenTalk } from './talk';

const readSr1 = 0x05;
const writeSr1 = 0x01;
const writeSr2 = 0x31;
const busy = 0x01;
/** Writes of a status register take up to some tens of milliseconds. */
const busyLooks = 50;

export interface StatusRegisters {
  sr1: number;
  /** Undefined where the part has one register. */
  sr2?: number;
}

const hasSr2 = ({ mask }: FlashPart) => mask > 0xff;

/** While the flash is busy its other bits are not to be trusted. */
export const readRegisters = async (
  talk: BekenTalk,
  part: FlashPart,
  signal?: AbortSignal,
): Promise<StatusRegisters> => {
  const ask = (command: number) => talk.ask(readStatus(command), { withinMs: talk.timing.answerMs, signal, tries: 3 });
  for (let look = 0; look < busyLooks; look++) {
    const sr1 = await ask(readSr1);
    if (!(sr1 & busy)) return { sr1, ...(hasSr2(part) && { sr2: await ask(part.readSr2) }) };
    await pause(talk.timing.statusMs, signal, talk.link.lost);
  }
  throw new BekenFault('status-01');
};

/** Of the bits that protect, what is set. */
export const protectedBits = (part: FlashPart, { sr1, sr2 = 0 }: StatusRegisters): number =>
  ((sr2 << 8) | sr1) & part.mask;

const writeSeparately = async (talk: BekenTalk, { sr1, sr2 }: StatusRegisters, signal?: AbortSignal) => {
  const bounds = { withinMs: talk.timing.answerMs, signal, tries: 3 };
  await talk.ask(writeStatus(writeSr1, [sr1]), bounds);
  if (sr2 === undefined) return;
  await pause(talk.timing.statusMs, signal, talk.link.lost);
  await talk.ask(writeStatus(writeSr2, [sr2]), bounds);
};

const writeTogether = (talk: BekenTalk, { sr1, sr2 = 0 }: StatusRegisters, signal?: AbortSignal) =>
  talk.ask(writeStatus(writeSr1, [sr1, sr2]), { withinMs: talk.timing.answerMs, signal, tries: 3 });

/**
 * Writes and reads back until the bits that protect are as wanted; the other bits, quad-enable among them, stay as they
 * were given. The way of the part first, then the other. Throws `BekenFault('protected')`.
 */
export const setRegisters = async (
  talk: BekenTalk,
  part: FlashPart,
  wanted: StatusRegisters,
  signal?: AbortSignal,
): Promise<void> => {
  const ways = part.write === 'pair' ? [writeTogether, writeSeparately] : [writeSeparately, writeTogether];
  for (const way of hasSr2(part) ? ways : [writeSeparately]) {
    await way(talk, wanted, signal);
    const found = await readRegisters(talk, part, signal);
    if (protectedBits(part, found) === protectedBits(part, wanted)) return;
  }
  throw new BekenFault('protected');
};

/** The registers with nothing protected. */
export const unprotected = (part: FlashPart, { sr1, sr2 }: StatusRegisters): StatusRegisters => ({
  sr1: sr1 & ~part.mask & 0xff & ~busy,
  ...(sr2 !== undefined && { sr2: sr2 & ~(part.mask >> 8) & 0xff }),
});
