/** The tests that every family must pass, over the boards of its chips. */
import { describe, expect, test } from 'vitest';
import { same } from '../../scripts/faults/row';
import { demoFirmware } from '../../src/virtual/board/demo-firmware';
import {
  breakOff,
  countSent,
  type Deed,
  deeds,
  type Fault,
  fast,
  faults,
  flashAgain,
  holdsImage,
  image,
  isFree,
  never,
  onStand,
  type Row,
  recognise,
  sameOutside,
  start,
  untold,
  withLink,
} from './contract';

/** What a deed may end with when the board says nothing more (`ChipSession`, `ChipFamily`). */
const whenSilent: Readonly<Record<Deed, readonly string[]>> = {
  recognise: ['board.silent', 'board.garbled'],
  prepare: ['board.silent', 'flash.write-failed'],
  write: ['flash.write-failed', 'flash.verify-failed'],
  read: ['flash.read-failed'],
  checksum: ['flash.read-failed'],
  erase: ['flash.write-failed'],
  // Whoever leaves is done with the board.
  leave: [],
};

const codes = (deed: Deed, fault: Fault, last: boolean): readonly string[] => {
  const wanted = fault === 'cancel' ? ['cancelled'] : fault === 'lost port' ? ['port.lost'] : whenSilent[deed];
  // What was on its way already may have been all there was; and leaving cannot be stopped.
  return last || deed === 'leave' ? [...wanted, 'done'] : wanted;
};

const placesOf = (count: number, thorough: boolean): readonly number[] => {
  const middle = Math.max(1, Math.ceil(count / 2));
  return thorough ? [...new Set([1, middle, count])] : [middle];
};

const does = (row: Row) => {
  test('recognises, prepares, reads, takes checksums, writes and erases no more than it was told', () =>
    onStand(row, async (table) => {
      const { board, before, status } = table;
      await withLink(table, async (link) => {
        const session = await recognise(table, link);
        expect(session.facts.chip).toBe(row.chip);
        await session.prepare(fast, never);
        expect(link.baud).toBe(fast);
        const { checksumOf } = session;
        expect(await session.read(start, 0x3456, untold, never)).toEqual(before.slice(start, start + 0x3456));
        const held = before.subarray(start, start + 0x3000);
        expect(await session.checksum(start, held.length, never)).toBe(checksumOf(held));
        expect(checksumOf(held)).not.toBe(checksumOf(image));
        const written = await session.write(image, start, untold, never);
        expect(written.checksum).toBe(checksumOf(image));
        expect(written.kept + written.sent + written.erased).toBe(image.length);
        expect(holdsImage(table)).toBe(true);
        await session.erase(start, image.length, never);
        expect(board.flash.read(start, image.length).every((byte) => byte === 0xff)).toBe(true);
        expect(sameOutside(table)).toBe(true);
        expect(board.flash.status).toEqual(status);
      });
      expect(isFree(table)).toBe(true);
    }));

  test('leaves: the program in its flash speaks, at the speed of its console, on the link that is still open', () =>
    onStand(row, async (table) => {
      const firmware = demoFirmware(row.chip);
      table.board.flash.erase(0, Math.ceil(firmware.length / 0x1000) * 0x1000);
      table.board.flash.program(0, firmware);
      await withLink(table, async (link) => {
        const session = await recognise(table, link);
        await session.prepare(fast, never);
        const text = new TextDecoder('latin1');
        const prompt = new Promise<void>((resolve) => {
          let heard = '';
          link.listen((bytes) => {
            heard += text.decode(bytes, { stream: true });
            if (heard.includes('tuya>')) resolve();
          });
        });
        await session.leave();
        expect(link.baud).toBe(row.family.consoleBaud);
        await prompt;
      });
      expect(isFree(table)).toBe(true);
    }));
};

const isBrokenOff = (row: Row, deed: Deed, fault: Fault) => {
  test(`${deed}, ${fault}: says so, frees the port, keeps the rest, and can be flashed at once`, async () => {
    const count = await countSent(row, deed);
    expect(count).toBeGreaterThan(0);
    for (const at of placesOf(count, row.thorough ?? false))
      await onStand(row, async (table) => {
        const { before, status, board } = table;
        const where = `at ${at} of ${count}`;
        const end = await breakOff(table, deed, fault, at);
        expect(codes(deed, fault, at > 1 && at > count / 2), where).toContain(end);
        expect(isFree(table), where).toBe(true);
        expect(sameOutside(table), where).toBe(true);
        if (deed !== 'write' && deed !== 'erase')
          expect(same(board.flash.read(0, before.length), before), where).toBe(true);
        if (deed === 'write' && end === 'done') expect(holdsImage(table), where).toBe(true);
        // A chip that no longer answers cannot be given back its protection.
        if (fault === 'cancel') expect(board.flash.status, where).toEqual(status);
        await flashAgain(table);
        expect(holdsImage(table), where).toBe(true);
        expect(sameOutside(table), where).toBe(true);
        expect(isFree(table), where).toBe(true);
      });
  });
};

/** A family of a row passes, or is none. */
export const keepsContract = (row: Row): void => {
  describe(row.chip, () => {
    does(row);
    for (const deed of deeds) for (const fault of faults) isBrokenOff(row, deed, fault);
  });
};
