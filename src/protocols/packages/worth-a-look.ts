/** Of a folder, by its name alone: what may be firmware, or speak of it. */
import { isListName } from './list-names';

export const isImageName = (path: string): boolean => /\.(bin|hex|ihex)$/i.test(path);

export const isZipName = (path: string): boolean => /\.zip$/i.test(path);

/** What CMake tries its compilers with is called .bin, too. */
export const isOurs = (path: string): boolean => !/(^|\/)(CMakeFiles|node_modules|\.git)\//.test(path);

export const isWorthALook = (path: string): boolean =>
  isOurs(path) && (isImageName(path) || isZipName(path) || isListName(path));
