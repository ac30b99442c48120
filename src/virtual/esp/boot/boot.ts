/** What the chip does when it leaves reset with IO0 high: runs what is in its flash, or complains and tries again. */
import type { EspChipId } from '../../../model/chip';
import type { Partition } from '../../../model/firmware';
import { startTuyaFirmware } from '../../firmware/tuya-firmware';
import type { BootIo, NorFlash, RunningFirmware } from '../../parts/firmware';
import { preloadLicense } from '../../parts/kv';
import type { ResetReason } from '../../parts/silicon';
import { type FoundImage, findImage, firstWord, isApplication, readDescriptor, readTable } from './image';
import { chipLayouts, tuyaPartitions } from './layout';
import { idfStart, type LoaderRun, mapped, runLoader } from './loader';
import { romComplaint, romGreeting, romLoading } from './rom';

/** From one reset to the next when nothing can run; the real interval is not documented. */
const loopMs = 400;
/** A board without modelled time would fill the world with complaints. */
const loopsWithoutTime = 8;

/** As the table in the flash says, or as TuyaOpen's for this flash would. */
export const espPartitions = (flash: NorFlash): readonly Partition[] | undefined => {
  const table = readTable(flash);
  return typeof table === 'string' ? tuyaPartitions(flash.size) : table;
};

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

export const boot = (io: BootIo, chip: EspChipId): RunningFirmware => {
  let app: RunningFirmware | undefined;
  let stopped = false;
  const waiting = new Set<() => void>();
  const after = (ms: number, work: () => void): void => {
    const cancel = io.clock.after(ms, () => {
      waiting.delete(cancel);
      if (!stopped) work();
    });
    waiting.add(cancel);
  };
  const print = (lines: readonly string[]): void => {
    if (lines.length > 0) io.send(latin1(`${lines.join('\r\n')}\r\n`));
  };

  const again = (reason: ResetReason, loops: number): void => {
    if (io.bootMs > 0 || loops < loopsWithoutTime) after(loopMs, () => start(reason, loops + 1));
  };

  const startApp = ({ image, partitions }: NonNullable<LoaderRun['started']>): void => {
    const described = readDescriptor(io.flash, image);
    print(idfStart(chip, described));
    const isTuya = partitions.some(({ type, label }) => type === 1 && label === 'tuya');
    // The loader and IDF have used three tenths of the time to the prompt.
    if (isTuya) app = startTuyaFirmware({ ...io, partitions, app: described, bootMs: (io.bootMs * 7) / 10 });
  };

  const isBootloader = ({ segments }: FoundImage): boolean =>
    segments.every(({ address }) => !mapped(chip, address)) && !isApplication(io.flash, segments[0]!.offset);

  const start = (reason: ResetReason, loops: number): void => {
    print(romGreeting(chip, reason));
    const at = chipLayouts[chip].bootloaderAt;
    const stage2 = findImage(io.flash, at);
    if (!stage2) {
      print(romComplaint(firstWord(io.flash, at)));
      again('watchdog', loops);
      return;
    }
    const loadable = (address: number) => !mapped(chip, address);
    print(romLoading(chip, stage2, loadable));
    // The ROM does not look at the chip id: a stranger's code is entered and never heard of again. An application keeps
    // most of itself in flash; only a bootloader lies in RAM altogether.
    const runs = stage2.checksum.read === stage2.checksum.calculated && isBootloader(stage2);
    if (!runs || stage2.chipId !== chipLayouts[chip].imageChipId) {
      again('watchdog', loops);
      return;
    }
    const run = runLoader(io.flash, chip, (stage2.word >>> 16) & 0xff);
    after(io.bootMs / 10, () => {
      print(run.lines);
      const { started } = run;
      if (started) after(io.bootMs / 5, () => startApp(started));
      else again('loader', loops);
    });
  };

  preloadLicense(io.flash, espPartitions(io.flash), io.habits);
  start(io.resetReason ?? 'power', 0);
  return {
    receive: (bytes) => app?.receive(bytes),
    pair: (credentials) => app?.pair?.(credentials),
    stop() {
      stopped = true;
      for (const cancel of waiting) cancel();
      app?.stop();
    },
  };
};
