/** `npm run virtual`: one virtual board for any serial program on this computer. */
import { chipNames } from '../model/chip';
import { demoFirmware } from '../virtual/board/demo-firmware';
import { createVirtualBoard } from '../virtual/board/virtual-board';
import { instant } from '../virtual/parts/board-timing';
import { realClock } from '../virtual/parts/clock';
import { DoorError } from './door';
import { keepInFile, readFlashFile } from './flash-file';
import { readOptions, usage, type VirtualOptions } from './options';
import { openPty } from './pty-door';
import { openRfc2217 } from './rfc2217-door';

/** pyserial moves the lines one by one over the network, so the strap is looked at late (esp-measured, section 2). */
const networkStrapMs = 75;
const replugMs = 2000;

const contents = ({ chip, demo, flashBytes, flashFile }: VirtualOptions): Uint8Array | undefined => {
  const kept = flashFile === undefined ? undefined : readFlashFile(flashFile, flashBytes);
  const blank = !kept?.some((byte) => byte !== 0xff);
  return demo && blank ? demoFirmware(chip) : kept;
};

const offer = async (options: VirtualOptions): Promise<void> => {
  const { chip, door: where, habits, mac, flashBytes, startInLoader, speed } = options;
  const strapDelayMs = 'port' in where ? networkStrapMs : undefined;
  const board = createVirtualBoard(
    {
      chip,
      mac,
      flashBytes,
      flash: contents(options),
      habits,
      startInLoader,
      timing: { ...(options.instant ? instant : {}), ...(strapDelayMs ? { strapDelayMs } : {}) },
    },
    realClock(speed),
  );
  const closeFile = options.flashFile === undefined ? undefined : keepInFile(options.flashFile, board.flash);
  const door =
    'port' in where ? await openRfc2217(where.port, board, 'Bindery virtual board') : await openPty(where.link, board);
  board.send = door.toHost;
  board.unplugged = () => {
    console.log(`the cable is pulled; it is put back in ${replugMs / 1000} s`);
    door.unplug();
    setTimeout(() => {
      door.plug();
      board.power(true);
    }, replugMs);
  };

  const end = (): void => {
    door.close();
    board.dispose();
    closeFile?.();
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const doing = startInLoader ? 'in its loader' : 'running what is in its flash';
  const pace = speed === 1 ? '' : `, ${speed} times as fast as life`;
  console.log(`virtual ${chipNames[chip]} ${board.mac} on ${door.offer}, ${doing}${pace}; Ctrl-C ends it`);
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
