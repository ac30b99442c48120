/** The second-stage loader of ESP-IDF: its log, its choice of application, its complaints. */
import { chipNames, type EspChipId } from '../../../model/chip';
import type { Partition } from '../../../model/firmware';
import type { NorFlash } from '../../parts/firmware';
import { type FoundImage, findImage, firstWord, readTable } from './image';
import { chipLayouts } from './layout';
import { chooseSlots } from './slots';

/** Without `started` the chip resets after the last line. */
export interface LoaderRun {
  lines: readonly string[];
  started?: { image: FoundImage; partition: Partition; partitions: readonly Partition[] };
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** ESP-IDF's stamp counts milliseconds since reset; the loader prints a line about every five. */
export const idfLog = () => {
  let at = 26;
  return (level: 'I' | 'W' | 'E', text: string): string => `${level} (${(at += 5)}) ${text}`;
};

const usage = ({ type, subtype }: Partition): string => {
  if (type === 0)
    return subtype === 0
      ? 'factory app'
      : subtype === 0x20
        ? 'test app'
        : (subtype & 0xf0) === 0x10
          ? 'OTA app'
          : 'Unknown app';
  const data: Record<number, string> = { 0: 'OTA data', 1: 'RF data', 2: 'WiFi data', 3: 'Core dump' };
  return type === 1 ? (data[subtype] ?? 'Unknown data') : 'Unknown';
};

const version = (revision: number): string => `v${Math.floor(revision / 100)}.${revision % 100}`;

/** `bootloader_common_check_chip_revision_validity`. */
const wrongRevision = ({ revisions: { min, max } }: FoundImage, found: number): string | undefined => {
  const failed = (required: string) =>
    `boot_comm: chip revision check failed. Required ${required}, found ${version(found)}.`;
  if (found < min) return failed(`>= ${version(min)}`);
  return max !== 0 && max !== 0xffff && found > max ? failed(`<= ${version(max)}`) : undefined;
};

const whatIsWrong = (
  flash: NorFlash,
  chip: EspChipId,
  { offset: at, size }: Pick<Partition, 'offset' | 'size'>,
): string[] | FoundImage => {
  if ((firstWord(flash, at) & 0xff) !== 0xe9)
    return [`esp_image: image at 0x${hex(at, 1)} has invalid magic byte (nothing flashed here?)`];
  const image = findImage(flash, at);
  if (!image) return ['esp_image: invalid segment length 0xffffffff'];
  const expected = chipLayouts[chip].imageChipId;
  if (image.chipId !== expected) return [`boot_comm: mismatch chip ID, expected ${expected}, found ${image.chipId}`];
  const refused = wrongRevision(image, chipLayouts[chip].revision);
  if (refused) return [refused];
  const { read, calculated } = image.checksum;
  if (read !== calculated)
    return [`esp_image: Checksum failed. Calculated 0x${hex(calculated, 1)} read 0x${hex(read, 1)}`];
  // A sum that is right says nothing of the place: what lies behind the slot is somebody else's.
  if (image.length > size) return [`esp_image: Image length ${image.length} doesn't fit in partition length ${size}`];
  return image.hashRight ? image : ['esp_image: Image hash failed - image is corrupt'];
};

const slotName = ({ subtype }: Partition): string =>
  subtype === 0
    ? 'Factory app partition is not bootable'
    : subtype === 0x20
      ? 'Factory test app partition is not bootable'
      : `OTA app partition slot ${subtype - 0x10} is not bootable`;

const twoCores: ReadonlySet<EspChipId> = new Set(['esp32', 'esp32s3', 'esp32p4']);

export const runLoader = (flash: NorFlash, chip: EspChipId, bootMode: number): LoaderRun => {
  const say = idfLog();
  const lines = [
    say('I', 'boot: ESP-IDF v5.4 2nd stage bootloader'),
    say('I', 'boot: compile time Oct  1 2026 09:30:00'),
    say('I', `boot: ${twoCores.has(chip) ? 'Multicore' : 'Unicore'} bootloader`),
    say('I', `boot.${chip}: SPI Speed      : 40MHz`),
    say('I', `boot.${chip}: SPI Mode       : ${['QIO', 'QOUT', 'DIO', 'DOUT'][bootMode] ?? 'DIO'}`),
    say('I', `boot.${chip}: SPI Flash Size : ${flash.size >>> 20}MB`),
    say('I', 'boot: Enabling RNG early entropy source...'),
  ];
  const partitions = readTable(flash);
  if (typeof partitions === 'string') {
    lines.push(say('E', partitions), say('E', 'boot: Failed to verify partition table'));
    lines.push(say('E', 'boot: load partition table error!'));
    return { lines };
  }
  lines.push(say('I', 'boot: Partition Table:'));
  lines.push(say('I', 'boot: ## Label            Usage          Type ST Offset   Length'));
  partitions.forEach((row, index) => {
    const name = `${String(index).padStart(2)} ${row.label.padEnd(16)} ${usage(row).padEnd(16)}`;
    const numbers = `${hex(row.type, 2)} ${hex(row.subtype, 2)} ${hex(row.offset, 8)} ${hex(row.size, 8)}`;
    lines.push(say('I', `boot: ${name} ${numbers}`));
  });
  lines.push(say('I', 'boot: End of partition table'));

  const choice = chooseSlots(flash, partitions);
  if (!choice) {
    lines.push(say('E', 'boot: ota_info partition size is too small (minimum 8192 bytes)'));
    return { lines };
  }
  lines.push(...choice.lines.map(([level, text]) => say(level, text)));
  for (const partition of choice.order) {
    const found = whatIsWrong(flash, chip, partition);
    if (Array.isArray(found)) {
      lines.push(...found.map((line) => say('E', line)), say('E', `boot: ${slotName(partition)}`));
      continue;
    }
    found.segments.forEach(({ address, offset, size }, index) => {
      const how = mapped(chip, address) ? 'map' : 'load';
      const place = `paddr=${hex(offset, 8)} vaddr=${hex(address, 8)}`;
      lines.push(
        say('I', `esp_image: segment ${index}: ${place} size=${hex(size, 5)}h (${String(size).padStart(6)}) ${how}`),
      );
    });
    lines.push(say('I', `boot: Loaded app from partition at offset 0x${hex(partition.offset, 1)}`));
    const set = choice.started(partition);
    if (set) lines.push(say('I', set));
    lines.push(say('I', 'boot: Disabling RNG early entropy source...'));
    return { lines, started: { image: found, partition, partitions } };
  }
  lines.push(say('E', 'boot: No bootable app partitions in the partition table'));
  return { lines };
};

/** Seen through the cache, and no memory that anything could be loaded into. */
export const mapped = (chip: EspChipId, address: number): boolean => {
  const { rodata, text } = chipLayouts[chip];
  return (address >= rodata && address < rodata + 0x800000) || (address >= text && address < text + 0x800000);
};

/** ESP-IDF's start of an application: since 5.2 the information comes from `app_init`, before from `cpu_start`. */
export const idfStart = (
  chip: EspChipId,
  app: { name: string; version: string; idfVersion: string; date: string; time: string; elfSha256: string },
): string[] => {
  const [, major = '5', minor = '4'] = /^v?(\d+)\.(\d+)/.exec(app.idfVersion) ?? [];
  const teller = Number(major) * 100 + Number(minor) >= 502 ? 'app_init' : 'cpu_start';
  let at = 230;
  const say = (text: string): string => `I (${(at += 5)}) ${text}`;
  return [
    say(`cpu_start: ${twoCores.has(chip) ? 'Multicore' : 'Unicore'} app`),
    say('cpu_start: Pro cpu start user code'),
    say('cpu_start: cpu freq: 160000000 Hz'),
    say(`${teller}: Application information:`),
    say(`${teller}: Project name:     ${app.name}`),
    say(`${teller}: App version:      ${app.version}`),
    say(`${teller}: Compile time:     ${app.date} ${app.time}`),
    // `CONFIG_APP_RETRIEVE_LEN_ELF_SHA`: nine digits.
    say(`${teller}: ELF file SHA256:  ${app.elfSha256.slice(0, 9)}...`),
    say(`${teller}: ESP-IDF:          ${app.idfVersion}`),
    say('heap_init: Initializing. RAM available for dynamic allocation:'),
    say(`spi_flash: detected chip: generic (${chipNames[chip]})`),
    say('main_task: Started on CPU0'),
    say('main_task: Calling app_main()'),
  ];
};
