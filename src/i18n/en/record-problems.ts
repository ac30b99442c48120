/** Words for what was done and could not be written down. */
import { own } from '../../model/own';
import type { Details } from '../../model/problem';
import { short, told } from '../details';
import { bench } from './bench';

const again = 'Make room, or open this page in an ordinary window, then try again';

const done: Readonly<Record<string, { title: string; what: (d: Details) => string }>> = {
  flashed: {
    title: 'The firmware is on the board; storage failed behind it',
    what: () => `What comes next needs storage, which is full or closed to this page. No license went out. ${again}.`,
  },
  'license-sent': {
    title: 'The license went out, and storage failed behind it',
    what: () =>
      `It stays with this board, in doubt, and no other board gets it. ${again}: the board is read before anything else.`,
  },
  'license-accepted': {
    title: 'The board took its license, and that could not be written down',
    what: () =>
      `In the ledger the license stays with this board, in doubt; no other board gets it. ${again}: the board is read, nothing is sent twice.`,
  },
  'license-refused': {
    title: 'The board refused the license, and that could not be written down',
    what: () => `The license stays with this board, in doubt, until the board is read. ${again}.`,
  },
  'license-not-equal': {
    title: 'Read back unequal, and that could not be written down',
    what: () => `The ledger still calls this license written, and it is not. Keep the board aside. ${again}.`,
  },
  'license-verified': {
    title: 'The board holds its license; the ledger does not know it yet',
    what: () => `It was read back equal twice, and the license stays with this board. ${again}: that is then noted.`,
  },
  paired: {
    title: 'Wi-Fi and token are with the board; storage failed behind them',
    what: () => `The board may reach its cloud by itself. ${again}.`,
  },
  bound: {
    title: 'The device is bound, and this computer could not remember it',
    what: (d) =>
      `Its cloud has it${told(d, 'deviceId') ? ` as ${short(told(d, 'deviceId'))}` : ''}. ${again}: it is remembered then, and nothing is paired anew.`,
  },
  'set-aside': {
    title: 'A license that was not needed could not be given back',
    what: () => 'Nothing of it was sent. It is free again when the bench is opened the next time with storage.',
  },
  run: {
    title: 'The record of this run could not be kept',
    what: () =>
      'What the lane shows is true all the same. There is no certificate of it: save its report from the lane, or run the board again once storage works.',
  },
};

const wordsOf = (d: Details) => own(done, told(d, 'done') ?? '');

const stationOf = (d: Details) => own(bench.words.stations, told(d, 'station') ?? '');

export const recordProblems = {
  'run.cut-off': {
    title: (d: Details) => `Cut off${stationOf(d) ? ` at ${stationOf(d)}` : ''}`,
    what: (d: Details) => {
      const uuid = told(d, 'uuid');
      const file = told(d, 'file');
      const why = 'The page was loaded again, closed, or its computer stopped while this run was under way.';
      if (uuid)
        return `${why} License ${short(uuid)} was being sent: it may or may not be on the board. Reading tells, and changes nothing.`;
      if (file)
        return `${why} The flash holds ${told(d, 'percent') ?? '0'} % of ${file}. Run the board again: it goes on from there.`;
      return `${why} No license is lost by that. Run the board again.`;
    },
  },
  'storage.not-noted': {
    title: (d: Details) => wordsOf(d)?.title ?? 'Done, but not written down',
    what: (d: Details) => wordsOf(d)?.what(d) ?? `What was done stays done. ${again}.`,
  },
};
