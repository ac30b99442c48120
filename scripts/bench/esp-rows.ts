/** A make-believe ESP32 with 4 MB of flash and the constants of esp-measured, section 2; plain esptool-js on its twin. */
import type { ChipSession } from '../../src/chips/chip';
import { createEspFamily } from '../../src/chips/esp/family';
import { openSerialLink } from '../../src/links/open-serial-link';
import { createVirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { lifelike } from '../../src/virtual/parts/board-timing';
import type { Clock } from '../../src/virtual/parts/wire';
import type { Line } from './beken-floor';
import { connectIdeal, md5Ideal, spansThatDiffer, spansWithContent, writeIdeal } from './esp-ideal';
import { flashWithEsptoolJs, type PeerTimes } from './esptool-js';
import { atMostSeconds, figureOf, type Measured, type Measurement, shareOfPeer, shown, within } from './figure';
import {
  codeLike,
  mergedMostlyBlank,
  movedFrom,
  oneSectorChanged,
  random,
  tenPercentChanged,
  usedFlash,
} from './images';
import { inVirtualTime } from './virtual-time';

const flashBytes = 4 << 20;
const latencyMs = lifelike.adapterLatencyMs;
const never = new AbortController().signal;
/** The v2 stub (esp-flashing, section 4). */
const stubBytes = 6700;

const images = {
  'merged, mostly blank': mergedMostlyBlank,
  'code, 1.5 MB': codeLike,
  'random, 4 MB': random,
} as const;
type ImageName = keyof typeof images;

const boardWith = (flash: Uint8Array | undefined, clock: Clock) =>
  createVirtualBoard({ chip: 'esp32', flashBytes, ...(flash && { flash }) }, clock);

/** Ours: how long `work` takes once the stub runs. */
const ours = <T>(
  flash: Uint8Array | undefined,
  baud: number,
  work: (session: ChipSession, clock: Clock) => Promise<T>,
): Promise<{ told: number; ready: number; result: T }> =>
  inVirtualTime(async (clock) => {
    const board = boardWith(flash, clock);
    const link = await openSerialLink(createVirtualPort(board), { baud: 115_200, name: 'virtual' });
    const begun = clock.now();
    const session = await createEspFamily().connect(link, { attempt: () => {}, heard: () => {} }, never);
    const told = clock.now() - begun;
    await session.prepare(baud, never);
    const ready = clock.now() - begun;
    if (link.baud !== baud) throw new Error(`the line goes at ${link.baud}`);
    const result = await work(session, clock);
    await link.close();
    board.dispose();
    return { told, ready, result };
  });

const peers = (flash: Uint8Array | undefined, image: Uint8Array, baud: number): Promise<PeerTimes> =>
  inVirtualTime(async (clock) => {
    const board = boardWith(flash, clock);
    const times = await flashWithEsptoolJs(createVirtualPort(board), image, baud);
    const right = Buffer.compare(board.flash.read(0, image.length), image) === 0;
    board.dispose();
    if (!right) throw new Error('esptool-js left another image');
    return times;
  });

/** The chip's own MD5 is part of it. */
const timed = async (session: ChipSession, clock: Clock, image: Uint8Array): Promise<number> => {
  const since = clock.now();
  const { checksum } = await session.write(image, 0, () => {}, never);
  if (checksum !== session.checksumOf(image)) throw new Error('another checksum than the image has');
  return clock.now() - since;
};

const common = { chip: 'esp32', latencyMs };

const connecting: Measurement = {
  name: 'esp32 connect',
  async run() {
    const line: Line = { baud: 921_600, latencyMs };
    const { told, ready } = await ours(usedFlash(flashBytes), line.baud, async () => {});
    const peer = await peers(usedFlash(flashBytes), codeLike().subarray(0, 0x1000), line.baud);
    const ideal = connectIdeal(stubBytes, line);
    const figure = (name: string, baud: number, ms: number, idealMs: number, peerMs?: number) =>
      figureOf({ ...common, name, image: 'none', baud, ms, idealMs, peerMs });
    return [
      atMostSeconds(0.4, figure('connect', 115_200, told, ideal.told)),
      shown(figure('connect, and the stub runs', line.baud, ready, ideal.ready, peer.connectMs)),
    ];
  },
};

const writing = (name: ImageName, baud: number): Measurement => ({
  name: `esp32 write ${name} ${baud}`,
  async run() {
    const image = images[name]();
    const line = { baud, latencyMs };
    const { result } = await ours(usedFlash(flashBytes), baud, (session, clock) => timed(session, clock, image));
    const peer = await peers(usedFlash(flashBytes), image, baud);
    const idealMs = writeIdeal([{ address: 0, bytes: image, used: true }], line) + md5Ideal(image.length, line);
    const figure = { ...common, name: 'write', image: name, baud };
    return [within(3, figureOf({ ...figure, ms: result, idealMs, peerMs: peer.writeMs }))];
  },
});

const again = (baud: number): Measurement => ({
  name: `esp32 again ${baud}`,
  async run() {
    const image = codeLike();
    const line = { baud, latencyMs };
    const changed = oneSectorChanged(image);
    const flash = usedFlash(flashBytes);
    flash.set(image);
    const peer = await peers(flash, image, baud);
    const { result } = await ours(flash, baud, async (session, clock) => ({
      same: await timed(session, clock, image),
      one: await timed(session, clock, changed),
    }));
    const sector = (image.length >> 1) & ~0xfff;
    const span = { address: sector, bytes: changed.subarray(sector, sector + 0x1000), used: true };
    const md5Ms = md5Ideal(image.length, line);
    const figure = (name: string, ms: number, idealMs: number): Measured =>
      atMostSeconds(3, figureOf({ ...common, name, image: 'code, 1.5 MB', baud, ms, idealMs, peerMs: peer.writeMs }));
    return [
      figure('write the same again', result.same, md5Ms),
      figure('write, one sector changed', result.one, md5Ms + writeIdeal([span], line)),
    ];
  },
});

/** What else the chip may hold already: shown, since nobody set a bar. */
const partly = (baud: number): Measurement => ({
  name: `esp32 partly ${baud}`,
  async run() {
    const image = codeLike();
    const line = { baud, latencyMs };
    const peer = await peers(usedFlash(flashBytes), image, baud);
    const md5Ms = md5Ideal(image.length, line);
    const figures: Measured[] = [];
    for (const [name, held] of Object.entries({
      'write, 10 % of sectors changed': tenPercentChanged(image),
      'write on from 62 %': image.subarray(0, Math.floor(image.length * 0.62)),
      'write, moved by 16 from 30 % on': movedFrom(image, 0.3),
    })) {
      const flash = usedFlash(flashBytes);
      flash.set(held);
      const spans = spansThatDiffer(image, flash);
      const { result } = await ours(flash, baud, (session, clock) => timed(session, clock, image));
      const idealMs = md5Ms + writeIdeal(spans, line);
      const figure = { ...common, name, image: 'code, 1.5 MB', baud };
      figures.push(shown(figureOf({ ...figure, ms: result, idealMs, peerMs: peer.writeMs })));
    }
    return figures;
  },
});

const ontoBlank = (baud: number): Measurement => ({
  name: `esp32 blank ${baud}`,
  async run() {
    const image = mergedMostlyBlank();
    const line = { baud, latencyMs };
    const { result } = await ours(undefined, baud, (session, clock) => timed(session, clock, image));
    const peer = await peers(undefined, image, baud);
    const idealMs = writeIdeal(spansWithContent(image, false), line) + md5Ideal(image.length, line);
    const figure = { ...common, name: 'write onto a blank chip', image: 'merged, mostly blank', baud };
    const blank = figureOf({ ...figure, ms: result, idealMs, peerMs: peer.writeMs });
    // At 460800 the line alone takes more than a third.
    return [baud > 460_800 ? shareOfPeer(1 / 3, blank) : shown(blank)];
  },
});

const bauds = [460_800, 921_600, 2_000_000];

export const espMeasurements: readonly Measurement[] = [
  connecting,
  ...(Object.keys(images) as ImageName[]).flatMap((name) => bauds.map((baud) => writing(name, baud))),
  again(921_600),
  partly(921_600),
  ...bauds.map(ontoBlank),
];
