import { isFlasherArgs } from '../packages/list-names';

/** Which files of a folder a build may have left for flashing. By their names alone. */

/**
 * Not looked into: what begins with a dot (TuyaOpen's `.build`, whose images `tos.py build` copies to `dist`; `.git`),
 * and the parts of ESP-IDF's `build` that hold thousands of files and no image of their own.
 */
const closedFolders: ReadonlySet<string> = new Set([
  'CMakeFiles',
  'bootloader',
  'bootloader-prefix',
  'components',
  'esp-idf',
  'managed_components',
  'node_modules',
  'partition_table',
]);

export const isOpenFolder = (name: string): boolean => !name.startsWith('.') && !closedFolders.has(name);

/** TuyaOpen, `cli_build.py`: `NAME_QIO_VER.bin` is what `tos.py flash` writes. */
const whole = /_QIO_[^/]*\.bin$/;
/** The application alone, and the same packed for an update over the air, beside it. */
const ofWhole = /_U[AG]_[^/]*\.bin$/;
/** No loader takes it. */
const update = /_UG_[^/]*\.bin$/;
const image = /\.bin$/i;

/** The file promises by its name to be everything from address 0 on. */
export const isWhole = (name: string): boolean => whole.test(name);

/** ESP-IDF's list of what it built and where that goes; of TuyaOpen's own build the whole image is better. */
export const listOf = (names: readonly string[]): string | undefined =>
  names.some((name) => whole.test(name)) ? undefined : names.find(isFlasherArgs);

/** Names of one folder; a whole image there makes its applications and every other part of it none. */
export const imagesOf = (names: readonly string[]): readonly string[] => {
  const wholes = names.filter((name) => whole.test(name));
  if (wholes.length > 0) return wholes;
  const applications = names.filter((name) => ofWhole.test(name) && !update.test(name));
  if (applications.length > 0) return applications;
  return names.filter((name) => image.test(name) && !update.test(name));
};
