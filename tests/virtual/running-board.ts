import type { BoardHabits } from '../../src/model/board-habits';
import type { EspChipId } from '../../src/model/chip';
import { boot } from '../../src/virtual/esp/boot/boot';
import { buildImage } from '../../src/virtual/esp/demo-image';
import type { BootIo, NorFlash, RunningFirmware } from '../../src/virtual/parts/firmware';
import { createNorFlash } from '../../src/virtual/parts/nor-flash';
import { handClock } from './hand-clock';

/** A chip around `boot`, without loader and cable: what it says, what it is told, resets and power cuts. */
export const runningBoard = (
  settings: {
    chip?: EspChipId;
    flash?: NorFlash;
    habits?: BoardHabits;
    bootMs?: number;
    io?: Partial<BootIo>;
    run?: (io: BootIo) => RunningFirmware;
  } = {},
) => {
  const { chip = 'esp32', habits = {}, bootMs = 1000, run = (io: BootIo) => boot(io, chip) } = settings;
  const flash = settings.flash ?? createNorFlash(4 << 20, buildImage({ chip, merged: true }));
  const clock = handClock();
  let heard = '';
  let running: RunningFirmware | undefined;
  let powerLosses = 0;

  const start = (resetReason: 'power' | 'software'): void => {
    running?.stop();
    running = run({
      chip,
      mac: 'C8:47:8C:A1:B2:C3',
      clock,
      flash,
      habits,
      bootMs,
      resetReason,
      send: (bytes) => {
        heard += Buffer.from(bytes).toString('latin1');
      },
      restart: () => start('software'),
      powerLoss: () => {
        powerLosses += 1;
        start('power');
      },
      ...settings.io,
    });
  };
  start('power');

  return {
    flash,
    clock,
    heard: () => heard,
    powerLosses: () => powerLosses,
    reset: () => start('power'),
    stop: () => running?.stop(),
    /** Lets it come up and forgets what it said. */
    up() {
      clock.pass(bootMs);
      heard = '';
      return this;
    },
    /** What comes back, at once and within `ms`. */
    ask(text: string, ms = 0): string {
      heard = '';
      running?.receive(Buffer.from(text, 'latin1'));
      clock.pass(ms);
      return heard;
    },
  };
};

export const license = { uuid: 'uuidbench00000000001', authKey: 'BENCHKEY000000000000000000000001' };

const logStart = (place: string): string =>
  String.raw`\u001b\[0;\d\d;49m\[\d\d-\d\d \d\d:\d\d:\d\d ty [EWNIDT]\]\[${place}\]`;
const logEnd = String.raw` [^\u001b]*\u001b\[0m\r\n`;
/** `ESC[..m[01-01 00:00:05 ty D][file.c:1] text ESC[0m CRLF`, wherever it stands. */
const logForm = new RegExp(logStart('[^\\]]+') + logEnd, 'g');
export const heartbeatForm = new RegExp(logStart(String.raw`ble_mgr\.c:\d+`) + logEnd, 'g');
export const withoutLog = (text: string): string => text.replace(logForm, '');
export const logLines = (text: string): string[] => text.match(logForm) ?? [];
