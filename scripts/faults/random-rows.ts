/**
 * Schedules by chance: what the flash holds, what shall be written, where and when it is broken off, and what becomes of
 * the answers. A number makes the same schedule again.
 */

import { createBekenFamily } from '../../src/chips/beken/family';
import type { ChipFamily, WriteProgress, Written } from '../../src/chips/chip';
import { createEspFamily } from '../../src/chips/esp/family';
import { openSerialLink } from '../../src/links/open-serial-link';
import type { VirtualChip } from '../../src/model/board-habits';
import type { WorkSpan } from '../../src/model/flash-work';
import { BenchError } from '../../src/model/problem';
import { createVirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { lifelike } from '../../src/virtual/parts/board-timing';
import { pseudoCode } from '../../src/virtual/parts/demo-image-filler';
import { bekenTiming } from '../bench/beken-floor';
import { inVirtualTime } from '../bench/virtual-time';
import { createChance } from './chance';
import { latencies, type Row, same, sectorEnd, sectorStart } from './row';
import { spoilAnswers } from './spoil-answers';

interface Kind {
  chips: readonly VirtualChip[];
  family: () => ChipFamily;
  timing: object;
  beken: boolean;
}

const kinds: readonly Kind[] = [
  { chips: ['t5ai', 't3', 'bk7231n'], family: () => createBekenFamily(), timing: bekenTiming, beken: true },
  { chips: ['esp32', 'esp32s3', 'esp32c3', 'esp32c6'], family: () => createEspFamily(), timing: {}, beken: false },
];

const sector = 0x1000;
const space = 0x80000;
const unwatched = { attempt: () => {}, heard: () => {} };
const attempts = 3;

type Chance = ReturnType<typeof createChance>;

const imageBy = ({ below, pick, happens }: Chance): Uint8Array => {
  const size = pick([
    1,
    0x0fff,
    0x1000,
    0x1001,
    0x10000,
    1 + below(0x8000),
    1 + below(0x30000),
    0x20000 + below(0x30000),
  ]);
  const image = pseudoCode(Math.max(4, size), below(1000)).slice(0, size);
  for (let runs = below(4); runs > 0; runs--) {
    const from = happens(0.5) ? sectorStart(below(size)) : below(size);
    image.fill(happens(0.8) ? 0xff : 0, from, from + pick([10, sector, 0x3000, 0x10000, 0x18000]));
  }
  return image;
};

/** Blank, anything, or the image but for some bytes. */
const heldBy = ({ below, pick, happens }: Chance, image: Uint8Array, start: number): Uint8Array => {
  const held = new Uint8Array(space).fill(0xff);
  const like = pick(['blank', 'other', 'alike', 'mixed', 'part', 'blank inside']);
  if (like === 'blank') return held;
  held.set(pseudoCode(space, 1000 + below(1000)));
  if (like === 'alike' || like === 'mixed') held.set(image, start);
  if (like === 'part') held.set(image.subarray(0, below(image.length)), start);
  if (like === 'blank inside') held.fill(0xff, sectorStart(start), sectorEnd(start + image.length));
  const changes = like === 'mixed' ? below(40) : below(3);
  for (let left = changes; left > 0; left--) {
    const at = below(space);
    if (happens(0.3)) held.fill(0xff, sectorStart(at), sectorStart(at) + sector * (1 + below(20)));
    else held[at]! ^= 1 + below(255);
  }
  return held;
};

const breaks = ['none', 'cancel', 'cable', 'power', 'reset', 'deaf'] as const;

const judge = (kind: Kind, number: number): Promise<readonly string[]> =>
  inVirtualTime(async (clock) => {
    const chance = createChance(number * 2 + (kind.beken ? 0 : 1));
    const { below, pick, happens } = chance;
    const chip = pick(kind.chips);
    const image = imageBy(chance);
    const room = space - image.length;
    const anywhere = pick([0, 0x10000, 0x11000, sectorStart(below(room)), below(room)]);
    const start = kind.beken ? anywhere : sectorStart(Math.min(anywhere, room));
    const baud = pick([115_200, 460_800, 921_600, 2_000_000]);
    const timing = { ...lifelike, ...kind.timing, adapterLatencyMs: pick(latencies) };
    const board = createVirtualBoard({ chip, timing }, clock);
    board.flash.erase(0, space);
    board.flash.program(0, heldBy(chance, image, start));
    const port = createVirtualPort(board);
    const mishaps = spoilAnswers(board, kind.beken, chance);
    const { receive } = board;
    let deaf = false;
    board.receive = (bytes) => {
      if (!deaf) receive(bytes);
    };

    const wrong: string[] = [];
    const story: string[] = [
      `${chip} ${image.length.toString(16)}@${start.toString(16)} ${baud} ${timing.adapterLatencyMs} ms`,
    ];
    const from = sectorStart(start);
    const until = sectorEnd(start + image.length);
    /** What is behind the image in its last sector is nobody's where a loader writes whole sectors. */
    const wantedOf = (before: Uint8Array, now: Uint8Array) => {
      const wanted = before.slice();
      if (!kind.beken) wanted.set(now.subarray(start + image.length, until), start + image.length);
      wanted.set(image, start);
      return wanted;
    };
    const end = (at: number) => (kind.beken ? at : Math.min(at, start + image.length));
    const { status } = board.flash;
    const locked = { ...status };
    /** Nobody could put it back: then it may be off from there on. */
    let mayBeOff = false;

    const attempt = async (how: (typeof breaks)[number], afterMs: number) => {
      const before = board.flash.read(0, board.flash.size);
      const stop = new AbortController();
      const strike = clock.after(afterMs, () => {
        if (how === 'cancel') stop.abort(new BenchError('cancelled'));
        if (how === 'cable') port.unplug();
        if (how === 'reset') board.tapReset();
        if (how === 'deaf') deaf = true;
        if (how !== 'power') return;
        board.power(false);
        clock.after(200, () => board.power(true));
      });
      let plan: readonly WorkSpan[] | undefined;
      const told = ({ work }: WriteProgress) => {
        plan ??= work;
      };
      let written: Written | undefined;
      const link = await openSerialLink(port, { baud: 115_200, name: 'virtual' });
      let outcome: string;
      try {
        const session = await kind.family().connect(link, unwatched, stop.signal);
        await session.prepare(baud, stop.signal);
        written = await session.write(image, start, told, stop.signal);
        outcome = 'written';
        strike();
        await session.leave();
      } catch (fault) {
        if (!(fault instanceof BenchError)) throw fault;
        outcome = written ? 'written' : `${fault.code} ${fault.details.reason ?? ''}`;
      } finally {
        await link.close();
      }
      strike();
      deaf = false;
      story.push(`${how} at ${afterMs.toFixed(0)} (${mishaps.take()}): ${outcome}`);
      const say = (what: string) => wrong.push(`${what} [${story.join('; ')}]`);
      const now = board.flash.read(0, board.flash.size);
      const wanted = wantedOf(before, now);
      if (!same(now.subarray(0, from), before.subarray(0, from))) say('changed below');
      if (!same(now.subarray(until), before.subarray(until))) say('changed above');
      if (written && !same(now, wanted)) say('written, and the flash is wrong');
      if (port.readable || board.send) say('the port is held');
      if (how !== 'none' && how !== 'cancel') mayBeOff = true;
      const off = status.sr1 !== locked.sr1 || status.sr2 !== locked.sr2;
      const fewer = (status.sr1 & ~locked.sr1) === 0 && (status.sr2 & ~locked.sr2) === 0;
      if (off && !(mayBeOff && fewer)) say(`protection ${status.sr1.toString(16)} ${status.sr2.toString(16)}`);
      for (const { deed, offset, size } of plan ?? [])
        if (
          deed === 'keep' &&
          !same(before.subarray(offset, end(offset + size)), wanted.subarray(offset, end(offset + size)))
        )
          say(`kept what differs at ${offset.toString(16)}`);
      if (written && written.kept + written.sent + written.erased !== image.length) say('sums');
      if (!written && !kind.beken) {
        const header = sectorStart(start + image.findIndex((byte) => byte !== 0xff));
        const others = now.slice();
        const [one, two] = [before.slice(), wanted.slice()];
        for (const flash of [others, one, two]) flash.fill(0, header, header + sector);
        const half = !same(others, two) && !same(others, one);
        const begun = now[header + (image.findIndex((byte) => byte !== 0xff) % sector)] !== 0xff;
        if (half && begun && image.some((byte) => byte !== 0xff)) say('half an image behind its header');
      }
      if (!port.connected) port.replug();
      return written;
    };

    for (let tries = 1 + below(attempts); tries > 0; tries--) {
      const often = happens(0.5) ? pick([0.002, 0.01, 0.05, 0.2]) : 0;
      mishaps.often(often);
      await attempt(pick(breaks), 20 * 400 ** chance.share());
    }
    mishaps.often(0);
    if (!(await attempt('none', 0))) wrong.push(`a clean attempt fails [${story.join('; ')}]`);
    else {
      const again = await attempt('none', 0);
      if (again && again.kept < image.length * 0.9 && image.length > 0x8000)
        wrong.push(`the same again: ${JSON.stringify(again)} [${story.join('; ')}]`);
    }
    board.dispose();
    return wrong;
  });

export const randomRows = (numbers: readonly number[]): Row[] =>
  kinds.flatMap((kind) =>
    numbers.map((number) => ({
      chip: kind.beken ? 'beken' : 'esp',
      latencyMs: 0,
      fault: `random schedule ${number}`,
      run: () => judge(kind, number),
    })),
  );
