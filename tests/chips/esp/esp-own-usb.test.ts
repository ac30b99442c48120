/**
 * A chip on its own USB-Serial/JTAG: it is brought into its loader and back by the lines that act inside the chip, and its
 * watchdogs outlive that reset and would restart it in the middle of the writing (esptool, `disable_watchdogs`).
 */
import { expect, test } from 'vitest';
import { createEspFamily } from '../../../src/chips/esp/family';
import { espModels } from '../../../src/chips/esp/models';
import { openSerialLink } from '../../../src/links/open-serial-link';
import type { EspChipId } from '../../../src/model/chip';
import { createVirtualBoard } from '../../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../../src/virtual/board/virtual-port';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { instant } from '../../../src/virtual/parts/board-timing';
import { realClock } from '../../../src/virtual/parts/clock';
import type { Clock } from '../../../src/virtual/parts/wire';
import { allChips, brisk, forever, unwatched } from './esp-board';

const serialJtag = { vendorId: 0x303a, productId: 0x1001 };
const life = 9000;

/** What is due after the time of the watchdog waits until the test lets it come. */
const heldClock = () => {
  const clock = realClock();
  const held: (() => void)[] = [];
  const after: Clock['after'] = (ms, work) => {
    if (ms !== life) return clock.after(ms, work);
    held.push(work);
    return () => {};
  };
  return {
    clock: { ...clock, after },
    bite: () => {
      for (const work of held.splice(0)) work();
    },
  };
};

const onOwnUsb = async (chip: EspChipId) => {
  const { clock, bite } = heldClock();
  const flash = buildImage({ chip, merged: true });
  const board = createVirtualBoard({ chip, timing: instant, flash, habits: { ownUsb: true } }, clock);
  const link = await openSerialLink(createVirtualPort(board), { baud: 115_200, name: 'virtual' });
  let heard = '';
  link.listen((bytes) => {
    heard += new TextDecoder('latin1').decode(bytes);
  });
  const connect = () => createEspFamily(brisk).connect(link, unwatched, forever, serialJtag);
  return { board, link, bite, connect, heard: () => heard };
};

const ownUsb = allChips.filter((chip) => espModels[chip].watchdogs);

test('S3, C3, C6, C5, H2 and P4 have a USB-Serial/JTAG of their own', () => {
  expect(ownUsb.toSorted()).toEqual(['esp32c3', 'esp32c5', 'esp32c6', 'esp32h2', 'esp32p4', 'esp32s3']);
});

test.for(ownUsb)('%s writes on when its watchdogs would have bitten, and runs its program afterwards', async (chip) => {
  const { link, bite, connect, heard } = await onOwnUsb(chip);
  try {
    const session = await connect();
    bite();
    const image = new Uint8Array(8192).map((_, at) => at * 7);
    await session.prepare(link.baud, forever);
    await session.write(image, 0x3f0000, () => {}, forever);
    expect(await session.read(0x3f0000, image.length, () => {}, forever)).toEqual(image);
    await session.leave();
    await expect.poll(() => heard().slice(heard().lastIndexOf('boot:')), { timeout: 5000 }).toContain('tuya>');
  } finally {
    await link.close();
  }
});

test('one that a hand brought into its loader stays there: the straps are not looked at again', async () => {
  const { board, link, connect, heard } = await onOwnUsb('esp32s3');
  try {
    board.holdBoot(true);
    board.power(false);
    board.power(true);
    await expect.poll(heard, { timeout: 5000 }).toContain('waiting for download');
    board.holdBoot(false);
    const session = await connect();
    const before = heard().length;
    await session.leave();
    await expect.poll(() => heard().slice(before), { timeout: 5000 }).toContain('waiting for download');
  } finally {
    await link.close();
  }
});
