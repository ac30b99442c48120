/** By its name alone: is it one of the lists that say which file goes where? */
import { nameOf } from './paths';

const flasherArgs = /^flasher_args\.json$/i;
const webManifest = /manifest[^/]*\.json$/i;

export const isFlasherArgs = (path: string): boolean => flasherArgs.test(nameOf(path));

export const isListName = (path: string): boolean => isFlasherArgs(path) || webManifest.test(nameOf(path));
