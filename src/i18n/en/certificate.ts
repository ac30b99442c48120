import type { StationName } from '../../model/run';
import { catalog } from '../catalog';
import { formats } from '../format';

const f = formats('en');
const many = (n: number, one: string, more: string) => `${f.count(n)} ${n === 1 ? one : more}`;

const place: Readonly<Record<StationName, string>> = {
  recognise: 'Recognise',
  flash: 'Flash',
  license: 'License',
  verify: 'Verify',
  boot: 'Boot',
  pair: 'Pair',
  activate: 'Activate',
  control: 'Control',
};
const at = (station: StationName | undefined) => (station ? ` at ${place[station]}` : '');

export const certificate = catalog('certificate', {
  title: 'Certificates',
  lead: 'What each run proved, on paper or as a file. No key, no password and no token is in them.',
  all: 'All runs',
  comma: ', ',
  /** Between two sentences. */
  space: ' ',
  virtual: 'virtual',
  noHardware: 'Virtual, no hardware',
  virtualLead: 'Virtual, no hardware.',
  virtualPace: (speed: number) => `It was set to be ${speed} times as fast as life.`,
  /** On the tag of a board that was faster than life. */
  virtualTag: (speed: number) => `virtual ${speed}×`,
  reading: 'Reading what was kept…',
  notKept: 'This run is not kept here. Runs live in the browser that did them, the newest 500.',

  /** By what became of the run. */
  heads: {
    bound: (): string => 'Bound, with proof.',
    proven: (): string => 'Proven, not bound.',
    doubtful: (station: StationName | undefined) => `Set aside${at(station)}.`,
    failed: (station: StationName | undefined) => `Not bound: it failed${at(station)}.`,
    waiting: (station: StationName | undefined) => `Not finished: it waits for a hand${at(station)}.`,
    stopped: (station: StationName | undefined) => `Not finished: stopped${at(station)}.`,
  },
  outcomes: {
    bound: 'bound',
    proven: 'proven',
    doubtful: 'doubtful',
    failed: 'failed',
    waiting: 'waits for you',
    stopped: 'stopped',
  },
  begun: (time: string, took: string) => `Begun at ${time}, it took ${took}.`,
  clockMoved: (ahead: boolean) =>
    `The clock of this computer was ${ahead ? 'set forward during the run, or the computer slept' : 'set back during the run'}: times of day on this sheet do not measure how long it took.`,
  answered: (latency: string) => `Its first command was answered in ${latency}.`,

  facts: {
    label: 'Facts',
    product: 'Product',
    board: 'Board',
    firmware: 'Firmware',
    sha256: 'SHA-256',
    license: 'License',
    device: 'Device id',
    first: 'First data point',
    happened: 'What happened',
    heard: 'Last heard',
  },
  pid: (pid: string) => `PID ${pid}`,
  rev: (revision: string) => `rev ${revision}`,
  mac: (mac: string) => `MAC ${mac}`,
  bytes: (n: number) => `${f.count(n)} bytes`,
  uuid: (uuid: string) => `uuid ${uuid}`,
  keyNotPrinted: '(the key is not printed)',
  notTold: 'not told',
  none: 'none',
  demoCloud: 'demo cloud, virtual',
  project: 'own project',
  first: (id: number, value: string, latency: string) => `DP ${id} ${value}, ${latency} there and back`,
  on: 'on',
  off: 'off',
  rail: 'Stations',
  qr: (text: string) => `QR code of ${text}`,
  qrNote: 'uuid and MAC tail. No secret is on this page.',
  number: (n: number) => `No. ${n}`,
  run: (id: string) => `Run ${id}`,
  recipe: (name: string) => `recipe “${name}”`,

  print: 'Print certificate',
  printReport: 'Print report',
  printLabel: (size: string) => `Print label ${size} mm`,
  labels: 'Labels',
  labelNote: 'Shown larger than they are. Choose the roll of your printer, no margins.',
  export: 'Export',
  exportNote: 'Plain facts for other programs. No secret is in it.',
  exportToday: (n: number) => `Export today, ${many(n, 'run', 'runs')}`,
  json: 'JSON, .json',
  csv: 'Table, .csv',
  exported: (n: number) => `${many(n, 'run', 'runs')} saved.`,

  label: {
    setAside: 'Set aside',
    doubtful: 'license doubtful',
    failed: (station: StationName | undefined) => `failed${at(station)}`,
    waiting: (station: StationName | undefined) => `waits${at(station)}`,
    stopped: (station: StationName | undefined) => `stopped${at(station)}`,
    unseen: 'program not seen',
    flashAgain: 'Flash it again',
    readFirst: 'Read before reuse',
    notFinished: 'Not finished',
    macTail: 'MAC tail',
    unnamed: 'Board',
  },

  list: {
    label: 'Runs, newest first',
    count: (n: number) => `${many(n, 'run', 'runs')} kept`,
    columns: { outcome: 'Outcome', at: 'Begun', board: 'Board', device: 'Product, device', took: 'Time taken' },
    open: (outcome: string, board: string, when: string) => `${outcome}: ${board}, ${when}`,
    unknownBoard: 'unknown board',
  },
  empty: {
    title: 'No run yet.',
    what: 'The first board that goes through the stations fills this page: what was proved, when, and with what.',
    toBench: 'To the bench',
    sheet: 'An empty certificate: eight stations, none lit.',
  },
});
