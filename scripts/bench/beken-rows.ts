/** A make-believe T5AI or BK7231N with 2 MiB to be written. */
import { createBekenFamily } from '../../src/chips/beken/family';
import { openSerialLink } from '../../src/links/open-serial-link';
import { createVirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { lifelike } from '../../src/virtual/parts/board-timing';
import { pseudoCode } from '../../src/virtual/parts/demo-image-filler';
import type { Clock } from '../../src/virtual/parts/wire';
import { bekenTiming, changedFloor, type Line, linkFloor, writeFloor } from './beken-floor';
import {
  atMostSeconds,
  type Figure,
  figureOf,
  type Measured,
  type Measurement,
  shareOf,
  shown,
  within,
} from './figure';
import { tenPercentChanged, usedFlash } from './images';
import { inVirtualTime } from './virtual-time';

type Chip = 't5ai' | 'bk7231n';

const imageBytes = 2 << 20;
const never = new AbortController().signal;
const linkCheck = [1, 0xe0, 0xfc, 1, 0];

/** When the host asked the chip for something other than whether it is there. */
const boardOf = (chip: Chip, latencyMs: number, clock: Clock) => {
  const { erase64kMs, erase4kMs, page256Ms } = bekenTiming;
  const timing = { ...lifelike, erase64kMs, erase4kMs, page256Ms, adapterLatencyMs: latencyMs };
  const board = createVirtualBoard({ chip, flash: usedFlash(imageBytes * (chip === 't5ai' ? 4 : 1)), timing }, clock);
  let linkedAt: number | undefined;
  const receive = board.receive;
  board.receive = (bytes) => {
    if (!linkCheck.every((byte, at) => bytes[at] === byte)) linkedAt ??= clock.now();
    receive(bytes);
  };
  return { board, linkedAt: () => linkedAt };
};

/** Beyond it the way there and back is most of the time, and only shown. */
const mostLatencyMs = 4;

const judged = (written: boolean, measured: Measured): Measured => {
  if (!written) return { ...measured, bar: { words: 'the flash holds the image', held: false } };
  return measured.figure.latencyMs > mostLatencyMs ? shown(measured.figure) : measured;
};

const measure = (chip: Chip, { baud, latencyMs }: Line): Promise<readonly Measured[]> =>
  inVirtualTime(async (clock) => {
    const { board, linkedAt } = boardOf(chip, latencyMs, clock);
    const link = await openSerialLink(createVirtualPort(board), { baud: 115_200, name: 'virtual' });
    const watch = { attempt: () => {}, heard: () => {} };
    const begun = clock.now();
    const session = await createBekenFamily().connect(link, watch, never);
    const linkMs = (linkedAt() ?? Number.POSITIVE_INFINITY) - begun;
    await session.prepare(baud, never);

    const line = { baud, latencyMs };
    const figure = (name: string, image: string, ms: number, idealMs: number): Figure =>
      figureOf({ name, chip, image, baud, latencyMs, ms, idealMs });
    const write = async (image: Uint8Array) => {
      const since = clock.now();
      await session.write(image, 0, () => {}, never);
      const right = Buffer.compare(board.flash.read(0, image.length), image) === 0;
      return { ms: clock.now() - since, right: right && link.baud === baud };
    };

    const image = pseudoCode(imageBytes, 3);
    const first = await write(image);
    const again = await write(image);
    const changed = await write(tenPercentChanged(image));
    await session.leave();
    await link.close();
    board.dispose();

    const firstFigure = figure('write', '2 MiB', first.ms, writeFloor(imageBytes, line));
    const tenth = Math.round(imageBytes / 0x1000 / 10);
    return [
      atMostSeconds(0.5, { ...figure('link', 'none', linkMs, linkFloor(line)), baud: 115_200 }),
      judged(first.right, within(3, firstFigure)),
      judged(
        again.right,
        shareOf(
          0.05,
          firstFigure,
          figure('write the same again', '2 MiB', again.ms, changedFloor(imageBytes, 0, line)),
        ),
      ),
      judged(
        changed.right,
        shareOf(
          0.25,
          firstFigure,
          figure('write, 10 % of sectors changed', '2 MiB', changed.ms, changedFloor(imageBytes, tenth, line)),
        ),
      ),
    ];
  });

const lines: readonly Line[] = [921_600, 2_000_000].flatMap((baud) =>
  [0, 4, 16].map((latencyMs) => ({ baud, latencyMs })),
);

export const bekenMeasurements: readonly Measurement[] = (['t5ai', 'bk7231n'] as const).flatMap((chip) =>
  lines.map((line) => ({
    name: `${chip} ${line.baud} ${line.latencyMs} ms`,
    run: () => measure(chip, line),
  })),
);
