import { catalog } from '../catalog';

/** What stands around every screen. */
export const shell = catalog('shell', {
  skip: 'Skip to the work',
  places: 'Places',
  bench: 'Bench',
  licenses: 'Licenses',
  firmware: 'Firmware',
  console: 'Console',
  settings: 'Settings',
  toDark: 'Switch to dark',
  toLight: 'Switch to light',
  ports: 'Ports',
  noPort: 'No port yet. Boards appear here when you plug them in.',
  free: 'free',
  open: 'open',
  otherTab: 'in another tab',
  virtual: 'virtual',
  portsOnBoards: (ports: number, boards: number) =>
    `${ports} ${ports === 1 ? 'port' : 'ports'}, ${boards} ${boards === 1 ? 'board' : 'boards'}`,
  updateReady: 'A new version is here.',
  updateLater: 'It waits until no board is running.',
  updateNow: 'Use it now',
  loading: 'Opening…',
  close: 'Close',
  /** Read aloud when a board changes phase. */
  said: (board: string, what: string) => `${board}: ${what}`,
  gone: 'unplugged',
  ready: 'recognised, ready to run',
  stopped: 'stopped',
  proven: 'every station proven',
  broken: 'This screen stopped working.',
  brokenHint: 'Boards that are running go on. Loading the page again brings it back; it also stops what is running.',
  reload: 'Load the page again',
  chunkMissing: 'This part of the page could not be fetched.',
  notHere: 'There is nothing at this address.',
  toBench: 'To the bench',
});
