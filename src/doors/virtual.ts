/** `npm run virtual`: one virtual board for any serial program on this computer. */
import { chipNames } from '../model/chip';
import { demoFirmware } from '../virtual/board/demo-firmware';
import { createVirtualBoard, type VirtualBoard } from '../virtual/board/virtual-board';
import { instant } from '../virtual/parts/board-timing';
import { realClock } from '../virtual/parts/clock';
import { type BoardSide, type Door, DoorError } from './door';
import { keepInFile, readFlashFile } from './flash-file';
import { readOptions, usage, type VirtualOptions } from './options';
import { openPty } from './pty-door';
import { openRfc2217 } from './rfc2217-door';

/** pyserial moves the lines one by one over the network, so the strap is looked at late (esp-measured, section 2). */
const networkStrapMs = 75;
const replugMs = 2000;

const makeBoard = (options: VirtualOptions): VirtualBoard => {
  const { chip, habits, mac, flashBytes, flashFile, startInLoader } = options;
  const strapDelayMs = 'port' in options.door ? networkStrapMs : undefined;
  const flash = flashFile === undefined ? undefined : readFlashFile(flashFile, flashBytes);
  const timing = { ...(options.instant ? instant : {}), ...(strapDelayMs ? { strapDelayMs } : {}) };
  const board = createVirtualBoard(
    { chip, mac, flashBytes, flash, habits, startInLoader, timing },
    realClock(options.speed),
  );
  const demo = options.demo ? demoFirmware(chip) : undefined;
  const blank = demo && board.flash.read(0, demo.length).every((byte) => byte === 0xff);
  if (blank) board.flash.program(0, demo);
  return board;
};

const openDoor = (where: VirtualOptions['door'], side: BoardSide, signature: string): Promise<Door> =>
  'port' in where ? openRfc2217(where.port, side, signature) : openPty(where.link, side);

/** Of the second port: beside the first, so that nobody has to look for it. */
const besides = (where: VirtualOptions['door']): VirtualOptions['door'] =>
  'port' in where ? { port: where.port && where.port + 1 } : { link: `${where.link}-log` };

/** What programs can open: the board's own port, and that of its log where it has one. */
const openDoors = async (where: VirtualOptions['door'], board: VirtualBoard): Promise<readonly Door[]> => {
  const main = await openDoor(where, board, 'Bindery virtual board');
  board.sendAs = main.toHost;
  if (!board.log) return [main];
  try {
    const log = await openDoor(besides(where), board.log, 'Bindery virtual board, log');
    board.log.sendAs = log.toHost;
    return [main, log];
  } catch (fault) {
    main.close();
    throw fault;
  }
};

const offer = async (options: VirtualOptions): Promise<void> => {
  const { chip, startInLoader, speed } = options;
  const doing = startInLoader ? 'in its loader' : 'running what is in its flash';
  const board = makeBoard(options);
  const closeFile = options.flashFile === undefined ? undefined : keepInFile(options.flashFile, board.flash);
  const doors = await openDoors(options.door, board);
  board.unplugged = () => {
    console.log(`the cable is pulled; it is put back in ${replugMs / 1000} s`);
    for (const door of doors) door.unplug();
    setTimeout(() => {
      for (const door of doors) door.plug();
      board.power(true);
    }, replugMs);
  };
  // No program reaches its reset over a pseudo-terminal: this is the hand. Windows has neither.
  if (!('port' in options.door))
    process.on('SIGUSR2', () => {
      board.power(false);
      board.power(true);
      console.log(`its power was off for a moment; ${doing}`);
    });

  const end = (): void => {
    for (const door of doors) door.close();
    board.dispose();
    closeFile?.();
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const [main, log] = doors;
  const where = log ? `${main?.offer}, its log on ${log.offer} at ${board.log?.chipBaud()}` : main?.offer;
  const pace = speed === 1 ? '' : `, ${speed} times as fast as life`;
  console.log(`virtual ${chipNames[chip]} ${board.mac} on ${where}, ${doing}${pace}; Ctrl-C ends it`);
};

const main = async (): Promise<void> => {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options) await offer(options);
    else console.log(usage);
  } catch (fault) {
    if (!(fault instanceof DoorError)) throw fault;
    console.error(fault.exitCode === 2 ? `${fault.message}\n\n${usage}` : fault.message);
    process.exit(fault.exitCode);
  }
};

await main();
