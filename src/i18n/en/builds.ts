import type { BuildFind, WatchState } from '../../model/build';
import { catalog } from '../catalog';

const states: Readonly<Record<WatchState, string>> = {
  watching: 'watched',
  paused: 'paused',
  asks: 'not readable yet',
  gone: 'not found',
  elsewhere: 'watched by another tab',
};

const hints: Readonly<Record<WatchState, string>> = {
  watching: '',
  paused: 'Nothing is taken from it until it goes on.',
  asks: 'After a new start the browser wants your word before the folder is read.',
  gone: 'It was moved, renamed, or its disk is not there. It goes on when it is back.',
  elsewhere: 'One tab reads it. When that tab is closed, this one goes on.',
};

const found: Readonly<Record<BuildFind, string>> = {
  changing: 'being written',
  'half-written': 'half written, waits for the rest',
  refused: 'not taken',
  taken: 'on the shelf',
};

/** The watched build folder, on the shelf and on a lane. */
export const builds = catalog('builds', {
  title: 'Build folder',
  intro:
    'Choose your project, or its dist or build folder. Each image that tos.py build or idf.py build leaves there comes onto the shelf as soon as it is whole, and from there by itself onto boards you choose.',
  choose: 'Watch a folder',
  other: 'Another folder',
  unsupported:
    'This browser cannot watch a folder; Chrome, Edge and Opera on a computer can. Here, drop each new build on this page.',
  offer: (name: string) => `Watch the folder ${name}?`,
  offerHint: 'It is read only. The choice is kept until you stop it.',
  watchIt: 'Watch it',
  notNow: 'Not now',
  notKept: 'The folder could not be kept.',
  states,
  hints,
  allow: 'Allow reading',
  pause: 'Pause',
  goOn: 'Go on',
  stop: 'Stop watching',
  stopped: (name: string) => `${name} is not watched any more.`,
  found,
  nothing: 'No image in it yet.',
  tooMuch: 'It holds more files than are looked through. Choose the build folder itself.',
  newest: 'Newest image',
  built: (time: string) => `built ${time}`,
  taken: (name: string, time: string) => `${name}, built ${time}`,

  each: 'Write each build to this board',
  eachHint:
    'What differs is written, then it restarts. License and Wi-Fi settings stay; where they could not, it asks first.',
  noMac: 'It tells no MAC, so a choice for this board could not be kept.',
  otherChip: (chips: string) => `for ${chips}, not for this board`,
  write: 'Write this build',
  toBanner: (took: string) => `${took} from file to banner`,
});
