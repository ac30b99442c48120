/**
 * One answer that is lost, broken or late. What can be asked twice is asked again; what cannot (a data block) ends the
 * write (esp-faults). A chip works in order: once SYNC is answered, nothing of before can come any more.
 */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { WriteProgress } from '../../../src/chips/chip';
import type { EspChipId } from '../../../src/model/chip';
import { forever, onTable, problemOf, smallImage, usedFlash, withSession } from './esp-board';
import { holdBack, onTheWire, type SentFrame, tapCommands } from './esp-wire';

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
const untold = () => {};
const sync = 0x08;
const md5Op = 0x13;

/** Facts as a chip tells them while `trouble` befalls the answer with that number. SYNC is not counted. */
const factsWith = async (chip: EspChipId, trouble: (frame: SentFrame, number: number) => void) => {
  const table = onTable({ chip, mac: 'A4:CF:12:0B:0C:0D', flashBytes: 8 << 20 });
  let answers = 0;
  onTheWire(table.board, (frame) => {
    if (frame.op === sync || frame.op === undefined) frame.pass();
    else trouble(frame, answers++);
  });
  const facts = await withSession(table, async (session) => session.facts);
  return { facts, answers };
};

describe.each(['esp32', 'esp32c3'] as const)('while an %s is recognised', (chip) => {
  const each = async (trouble: (frame: SentFrame, number: number) => void) => {
    const undisturbed = await factsWith(chip, (frame) => frame.pass());
    expect(undisturbed.facts).toMatchObject({ chip, mac: 'A4:CF:12:0B:0C:0D', flashId: 'c84017' });
    const numbers = Array.from({ length: undisturbed.answers }, (_, number) => number);
    const disturbed = await Promise.all(
      numbers.map((wanted) =>
        factsWith(chip, (frame, number) => (number === wanted ? trouble(frame, wanted) : frame.pass())),
      ),
    );
    for (const { facts } of disturbed) expect(facts).toEqual(undisturbed.facts);
  };

  test('any one answer that is lost is asked for again', () => each(() => {}));

  test('any one answer that loses a byte is no answer', () =>
    each((frame, number) => {
      const at = (number * 5) % frame.bytes.length;
      frame.pass(frame.bytes.filter((_, index) => index !== at));
    }));

  test('any one answer that comes after its time is not taken for that of the next question', async () => {
    const undisturbed = await factsWith(chip, (frame) => frame.pass());
    const late = await Promise.all(
      Array.from({ length: undisturbed.answers }, async (_, wanted) => {
        const table = onTable({ chip, mac: 'A4:CF:12:0B:0C:0D', flashBytes: 8 << 20 });
        let number = 0;
        holdBack(table.board, ({ op }) => op !== sync && op !== undefined && number++ === wanted);
        return withSession(table, async (session) => session.facts);
      }),
    );
    for (const facts of late) expect(facts).toEqual(undisturbed.facts);
  });
});

describe('the checksum over what was written', () => {
  const image = smallImage('esp32');
  /** `trouble` befalls the answers from the last question on. */
  const withTrouble = async (trouble: (frame: SentFrame, number: number) => void) => {
    const table = onTable({ chip: 'esp32', flash: usedFlash() });
    let checking = false;
    let sums = 0;
    onTheWire(table.board, (frame) => (checking && frame.op === md5Op ? trouble(frame, sums++) : frame.pass()));
    const commands = tapCommands(table.board);
    let before = 0;
    const told = ({ phase }: WriteProgress) => {
      if (phase === 'checking' && !checking) before = commands.length;
      checking ||= phase === 'checking';
    };
    return {
      work: () => withSession(table, (session) => session.write(image, 0, told, forever)),
      asked: () => commands.slice(before).filter(({ op }) => op === md5Op).length,
    };
  };

  test('is asked for again when its answer is lost, and the image is not sent again', async () => {
    const { work, asked } = await withTrouble((frame, number) => number > 0 && frame.pass());
    expect((await work()).checksum).toBe(md5(image));
    expect(asked()).toBe(2);
  });

  test('counts when it comes late', async () => {
    const table = onTable({ chip: 'esp32', flash: usedFlash() });
    const commands = tapCommands(table.board);
    holdBack(table.board, ({ op }) => op === md5Op);
    const sum = await withSession(table, async (session) => {
      await session.prepare(115_200, forever);
      return session.checksum(0x5000, 0x1000, forever);
    });
    expect(sum).toBe(md5(usedFlash(0x1000)));
    expect(commands.filter(({ op }) => op === md5Op)).toHaveLength(1);
  });

  test('that broke is asked for again', async () => {
    const { work, asked } = await withTrouble((frame, number) =>
      frame.pass(number === 0 ? frame.bytes.subarray(0, -1) : frame.bytes),
    );
    expect((await work()).checksum).toBe(md5(image));
    expect(asked()).toBe(2);
  });

  test('that never comes is told as such: what was written is not called incomplete', async () => {
    const { work } = await withTrouble(() => {});
    expect(await problemOf(work())).toMatchObject({ code: 'flash.verify-failed', details: { reason: 'no-answer' } });
  });

  test('is not taken for that of another stretch, however late it comes', async () => {
    const table = onTable({ chip: 'esp32', flash: usedFlash() });
    const release = holdBack(table.board, ({ op }) => op === md5Op, false);
    await withSession(table, async (session) => {
      await session.prepare(115_200, forever);
      const first = await problemOf(session.checksum(0, 0x1000, forever));
      expect(first).toMatchObject({ code: 'flash.read-failed', details: { reason: 'no-answer' } });
      // It comes while the next is asked.
      const second = session.checksum(0x1000, 0x4000, forever);
      setImmediate(release);
      expect(await second).toBe(md5(usedFlash(0x4000)));
      expect(await session.checksum(0, 0x3000, forever)).toBe(md5(usedFlash(0x3000)));
    });
  });
});

test('the end of a write whose answer is lost is proven by the checksum all the same', async () => {
  const image = smallImage('esp32');
  const table = onTable({ chip: 'esp32', flash: usedFlash() });
  const commands = tapCommands(table.board);
  onTheWire(table.board, (frame) => frame.op !== 0x12 && frame.pass());
  const { checksum: proven } = await withSession(table, (session) => session.write(image, 0, untold, forever));
  expect(proven).toBe(md5(image));
  // Asked once for each stretch: it may have been obeyed.
  const begun = commands.filter(({ op }) => op === 0x10);
  expect(commands.filter(({ op }) => op === 0x12)).toHaveLength(begun.length);
});

// Two buffers and no flow control: what is sent ahead is dropped (esp-flashing, section 1).
test('a block goes out when the one before was answered, and not sooner', async () => {
  const table = onTable({ chip: 'esp32', flash: usedFlash() });
  const blockOp = 0x11;
  const commands = tapCommands(table.board);
  let answered = 0;
  const ahead: number[] = [];
  onTheWire(table.board, (frame) => {
    const sent = commands.filter(({ op }) => op === blockOp).length;
    if (frame.op === blockOp) ahead.push(sent - answered++);
    frame.pass();
  });
  await withSession(table, (session) => session.write(smallImage('esp32'), 0, untold, forever));
  expect(ahead.length).toBeGreaterThan(3);
  expect(new Set(ahead)).toEqual(new Set([1]));
});

test('and one that says no ends the write', async () => {
  const table = onTable({ chip: 'esp32', flash: usedFlash() });
  onTheWire(table.board, (frame) => {
    const changed = frame.bytes.slice();
    if (frame.op === 0x12) changed.set([0xc7, 0xc7], 8);
    frame.pass(changed);
  });
  const problem = await withSession(table, (session) =>
    problemOf(session.write(smallImage('esp32'), 0, untold, forever)),
  );
  expect(problem).toMatchObject({ code: 'flash.write-failed', details: { reason: 'status-c7c7' } });
});

describe('reading', () => {
  test('goes over a stretch again of which one packet was lost', async () => {
    const table = onTable({ chip: 'esp32s3', flash: usedFlash() });
    let packets = 0;
    await withSession(table, async (session) => {
      await session.prepare(115_200, forever);
      onTheWire(table.board, (frame) => {
        const lost = frame.op === undefined && frame.bytes.length === 4096 && packets++ === 2;
        if (!lost) frame.pass();
      });
      expect(md5(await session.read(0x2000, 0x8000, untold, forever))).toBe(md5(usedFlash(0x8000)));
    });
    expect(packets).toBeGreaterThan(8);
  });
});

test('the end of the upload, answered twice, is not taken for the greeting of the stub', async () => {
  const table = onTable({ chip: 'esp32' });
  const memEnd = 0x06;
  onTheWire(table.board, (frame) => {
    frame.pass();
    if (frame.op === memEnd) frame.pass();
  });
  await withSession(table, async (session) => {
    await session.prepare(921_600, forever);
    await session.write(smallImage('esp32'), 0, untold, forever);
  });
  expect(md5(table.board.flash.read(0, smallImage('esp32').length))).toBe(md5(smallImage('esp32')));
});
