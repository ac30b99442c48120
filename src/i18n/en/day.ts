import { catalog } from '../catalog';
import { formats } from '../format';

const f = formats('en');
const many = (n: number, one: string, more: string) => `${f.count(n)} ${n === 1 ? one : more}`;

/** What the bench tells of before: runs that were cut off, and those of the day. */
export const day = catalog('day', {
  title: 'Today on this bench',
  counts: (runs: number, bound: number) => `${many(runs, 'run', 'runs')}, ${f.count(bound)} bound`,
  more: (n: number) => `${f.count(n)} more of today`,
  all: 'All runs, labels, export',
  certificate: 'Certificate',
  report: 'Report',
  label: 'Label',
  unknownBoard: 'Unknown board',
  virtual: 'virtual',
  begun: (when: string) => `Begun ${when}`,
  reached: 'What it had reached',
  readBoard: 'Read this board',
  plugIn:
    'Plug this board in: it is read as soon as it is recognised, which changes nothing on it. If no lane comes, choose its port.',
  below: 'The board is on its lane below.',
  putAway: 'Noted, put away',
});
