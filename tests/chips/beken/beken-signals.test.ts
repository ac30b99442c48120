/**
 * What the two lines are at each moment (beken-uart-boot, section 2 for the reset, section 5 for a reopening, which raises
 * both): RTS asserted with DTR released holds the chip in reset, and nothing may do that but the pulse that is meant.
 */
import { expect, test } from 'vitest';
import { beken as family } from '../../../src/chips/beken/family';
import { usualFormat } from '../../../src/model/line-settings';
import { fast, image, never, onStand, recognise, type Stand, start, untold, withLink } from '../contract';

interface Step {
  at: number;
  /** `10`: DTR asserted, RTS released. */
  lines: string;
  /** Of the host, when they changed. */
  baud: number;
}

/** The lines in the order of their changes, and when bytes went out for the first time after each. */
const tap = ({ board }: Stand) => {
  const steps: Step[] = [{ at: performance.now(), lines: '00', baud: 0 }];
  const spoken: { at: number; lines: string; hex: string }[] = [];
  let baud = 0;
  const { lines, hostBaud, receive } = board;
  board.hostBaud = (rate) => {
    baud = rate;
    hostBaud(rate);
  };
  board.lines = (state) => {
    steps.push({ at: performance.now(), lines: `${Number(state.dtr)}${Number(state.rts)}`, baud });
    lines(state);
  };
  board.receive = (bytes) => {
    spoken.push({ at: performance.now(), lines: steps.at(-1)!.lines, hex: Buffer.from(bytes).toString('hex') });
    receive(bytes);
  };
  return { steps, spoken, since: (count: number) => steps.slice(count).map(({ lines }) => lines) };
};

/** Opened with both lines raised, which is no reset; then RTS first, so that none comes of it. */
const opened = ['11', '10', '00'];
const pulsed = ['01', '00'];
const linkCheck = '01e0fc0100';

test.each(['t5ai', 'bk7231n'] as const)(
  '%s: one pulse of RTS in a whole session, and no other moment of reset',
  (chip) =>
    onStand({ chip, family }, async (table) => {
      const { steps, spoken, since } = tap(table);
      await withLink(table, async (link) => {
        expect(since(1)).toEqual(opened);
        let done = steps.length;

        const session = await recognise(table, link);
        expect(since(done)).toEqual(pulsed);
        const [held, released] = steps.slice(done);
        // Section 2: 300 ms, then 4 ms, then LinkChecks.
        expect(released!.at - held!.at).toBeGreaterThanOrEqual(300);
        expect(released!.at - held!.at).toBeLessThan(320);
        const [knock] = spoken.filter(({ at, hex }) => at >= released!.at && hex.startsWith(linkCheck));
        expect(knock!.at - released!.at).toBeGreaterThanOrEqual(4);
        expect(knock!.at - released!.at).toBeLessThan(20);
        done = steps.length;

        await session.prepare(fast, never);
        // One reopening, at the new speed, and nothing is said before the lines are released.
        expect(since(done)).toEqual(opened);
        expect(steps.slice(done).map(({ baud }) => baud)).toEqual([fast, fast, fast]);
        expect(spoken.filter(({ at }) => at > steps[done]!.at).every(({ lines }) => lines === '00')).toBe(true);
        done = steps.length;

        await session.write(image, start, untold, never);
        await session.read(start, 0x1000, untold, never);
        expect(since(done)).toEqual([]);

        await session.leave();
        const left = since(done);
        expect(left.slice(0, opened.length)).toEqual(opened);
        expect(left.slice(opened.length)).toEqual(pulsed);
        expect(steps.at(-1)).toMatchObject({ lines: '00', baud: family.consoleBaud });
      });
      expect(steps.at(-1)!.lines).toBe('00');
    }),
);

test('a restart alone is one pulse', () =>
  onStand({ chip: 't3', family }, async (table) => {
    const { steps, since } = tap(table);
    await withLink(table, async (link) => {
      const done = steps.length;
      await family.restart(link);
      expect(since(done)).toEqual(pulsed);
    });
  }));

// Section 2: the ROM that heard a LinkCheck stays in download mode, and the application does not come by itself.
test.each(['t5ai', 'bk7231n'] as const)(
  '%s: held in its loader it answers a minute later, at the loader’s speed',
  (chip) =>
    onStand({ chip, family }, async (table) => {
      await withLink(table, async (link) => {
        await link.reopen(921_600, { dataBits: 7, parity: 'even', stopBits: 2 });
        await family.hold(link, never);
        expect([link.baud, link.format]).toEqual([115_200, usualFormat]);
        await new Promise((done) => setTimeout(done, 60_000));
        const heard: number[] = [];
        link.listen((bytes) => heard.push(...bytes));
        await link.write(Buffer.from(linkCheck, 'hex'));
        await new Promise((done) => setTimeout(done, 1000));
        expect(Buffer.from(heard).toString('hex')).toBe('040e0501e0fc0100');
        await family.pulse(link);
        await new Promise((done) => setTimeout(done, 5000));
        heard.length = 0;
        await link.write(Buffer.from(linkCheck, 'hex'));
        await new Promise((done) => setTimeout(done, 1000));
        expect(Buffer.from(heard).toString('hex')).not.toContain('040e0501e0fc0100');
      });
    }),
);

test('a pulse keeps the speed at which somebody listens', () =>
  onStand({ chip: 't5ai', family }, async (table) => {
    const { steps, since } = tap(table);
    await withLink(table, async (link) => {
      await link.reopen(921_600);
      const done = steps.length;
      await family.pulse(link);
      expect(since(done)).toEqual(pulsed);
      expect(link.baud).toBe(921_600);
    });
  }));

test('a stop in the middle of the pulse lets go of the chip at once, then starts its application by another', () =>
  onStand({ chip: 't5ai', family }, async (table) => {
    const { steps, since } = tap(table);
    const stop = new AbortController();
    const { lines } = table.board;
    table.board.lines = (state) => {
      lines(state);
      if (state.rts && !state.dtr) stop.abort(new Error('stopped'));
    };
    await withLink(table, async (link) => {
      const done = steps.length;
      await expect(recognise(table, link, stop.signal)).rejects.toThrow('stopped');
      expect(since(done)).toEqual([...pulsed, ...pulsed]);
      expect(steps[done + 1]!.at).toBe(steps[done]!.at);
    });
  }));
