/**
 * The same write in a tab that is seen, that is hidden from the start, and that is hidden half-way. Ours talks in a
 * worker, whose timers a browser runs every four milliseconds whatever becomes of the tab; plain esptool-js talks on the
 * page, whose timers then come once a second (esp-flashing, section 4). Seen, both have timers as they ask for them, to the
 * favour of the one that polls.
 */
import { createBekenFamily } from '../../src/chips/beken/family';
import type { ChipFamily } from '../../src/chips/chip';
import { createEspFamily } from '../../src/chips/esp/family';
import { openSerialLink } from '../../src/links/open-serial-link';
import { createVirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { lifelike } from '../../src/virtual/parts/board-timing';
import { pseudoCode } from '../../src/virtual/parts/demo-image-filler';
import type { Clock } from '../../src/virtual/parts/wire';
import { bekenTiming, writeFloor } from './beken-floor';
import { md5Ideal, writeIdeal } from './esp-ideal';
import { flashWithEsptoolJs } from './esptool-js';
import { type Figure, figureOf, type Measured, type Measurement } from './figure';
import { codeLike, usedFlash } from './images';
import { type Host, inVirtualTime, type TimerPace } from './virtual-time';

const baud = 921_600;
const never = new AbortController().signal;

type Seen = 'visible' | 'hidden from the start' | 'hidden half-way';

interface Kind {
  chip: 'esp32' | 't5ai';
  family: () => ChipFamily;
  flashBytes: number;
  timing: object;
  latencyMs: number;
  image: () => Uint8Array;
  imageName: string;
  idealMs(image: Uint8Array): number;
  peer: boolean;
}

const kinds: readonly Kind[] = [
  {
    chip: 'esp32',
    family: () => createEspFamily(),
    flashBytes: 4 << 20,
    timing: {},
    latencyMs: lifelike.adapterLatencyMs,
    image: codeLike,
    imageName: 'code, 1.5 MB',
    idealMs(image) {
      const line = { baud, latencyMs: lifelike.adapterLatencyMs };
      return writeIdeal([{ address: 0, bytes: image, used: true }], line) + md5Ideal(image.length, line);
    },
    peer: true,
  },
  {
    chip: 't5ai',
    family: () => createBekenFamily(),
    flashBytes: 8 << 20,
    timing: {
      erase64kMs: bekenTiming.erase64kMs,
      erase4kMs: bekenTiming.erase4kMs,
      page256Ms: bekenTiming.page256Ms,
    },
    latencyMs: 0,
    image: () => pseudoCode(2 << 20, 3),
    imageName: '2 MiB',
    idealMs: (image) => writeFloor(image.length, { baud, latencyMs: 0 }),
    peer: false,
  },
];

const boardOf = ({ chip, flashBytes, timing, latencyMs }: Kind, clock: Clock) =>
  createVirtualBoard(
    { chip, flash: usedFlash(flashBytes), timing: { ...lifelike, ...timing, adapterLatencyMs: latencyMs } },
    clock,
  );

/** When the tab is hidden: now, in the middle of what a seen one takes, or not. */
const hide = (seen: Seen, pace: TimerPace, wholeMs: number, clock: Clock, host: Host) => {
  if (seen === 'hidden from the start') host.pace(pace);
  if (seen === 'hidden half-way') clock.after(wholeMs / 2, () => host.pace(pace));
};

interface Took {
  /** From the first byte to be written on, ms. */
  writeMs: number;
  wholeMs: number;
}

const ours = (kind: Kind, seen: Seen, visibleMs: number): Promise<Took> =>
  inVirtualTime(async (clock, host) => {
    const board = boardOf(kind, clock);
    const image = kind.image();
    hide(seen, 'hidden-worker', visibleMs, clock, host);
    const link = await openSerialLink(createVirtualPort(board), { baud: 115_200, name: 'virtual' });
    const session = await kind.family().connect(link, { attempt: () => {}, heard: () => {} }, never);
    await session.prepare(baud, never);
    const since = clock.now();
    await session.write(image, 0, () => {}, never);
    const until = clock.now();
    await session.leave();
    await link.close();
    if (Buffer.compare(board.flash.read(0, image.length), image) !== 0) throw new Error('another image in the flash');
    board.dispose();
    return { writeMs: until - since, wholeMs: until };
  });

/** Undefined where it does not get to the end. */
const peers = (kind: Kind, seen: Seen, visibleMs: number): Promise<Took | undefined> =>
  inVirtualTime(async (clock, host) => {
    const board = boardOf(kind, clock);
    const image = kind.image();
    hide(seen, 'hidden-page', visibleMs, clock, host);
    const times = await flashWithEsptoolJs(createVirtualPort(board), image, baud).catch(() => undefined);
    const right = Buffer.compare(board.flash.read(0, image.length), image) === 0;
    board.dispose();
    return times && right ? { writeMs: times.writeMs, wholeMs: clock.now() } : undefined;
  });

const mostOverIdeal = 1.03;
/** Of the time in a tab that is seen. */
const mostWhenHidden = 1.2;

const judged = (figure: Figure, visible: Took, took: Took, peer: Took | undefined, asked: boolean): Measured => {
  const share = took.wholeMs / visible.wholeMs;
  // From the plug to the end: what is asked of the flash before the first byte is part of our write, and won back before it.
  const beside = !asked
    ? ''
    : peer
      ? `, in all ${(took.wholeMs / peer.wholeMs).toFixed(2)} of esptool-js (at most 1)`
      : ', esptool-js does not get through';
  const words = `within 3 % of the ideal, ${((share - 1) * 100).toFixed(1)} % slower than visible (at most 20)${beside}`;
  const held =
    figure.ratioToIdeal <= mostOverIdeal && share <= mostWhenHidden && (!peer || took.wholeMs <= peer.wholeMs);
  return { figure, bar: { words, held } };
};

const measure = async (kind: Kind): Promise<readonly Measured[]> => {
  const visible = await ours(kind, 'visible', 0);
  const seenPeer = kind.peer ? await peers(kind, 'visible', 0) : undefined;
  const image = kind.image();
  const rows: Measured[] = [];
  for (const seen of ['visible', 'hidden from the start', 'hidden half-way'] as const) {
    const took = seen === 'visible' ? visible : await ours(kind, seen, visible.wholeMs);
    const peer =
      seen === 'visible' || !kind.peer ? seenPeer : await peers(kind, seen, seenPeer?.wholeMs ?? visible.wholeMs);
    const figure = figureOf({
      name: `write, tab ${seen}`,
      chip: kind.chip,
      image: kind.imageName,
      baud,
      latencyMs: kind.latencyMs,
      ms: took.writeMs,
      idealMs: kind.idealMs(image),
      peerMs: peer?.writeMs,
    });
    rows.push(judged(figure, visible, took, peer, kind.peer));
  }
  return rows;
};

export const hiddenMeasurements: readonly Measurement[] = kinds.map((kind) => ({
  name: `${kind.chip} hidden tab ${baud}`,
  run: () => measure(kind),
}));
