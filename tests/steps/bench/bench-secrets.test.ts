/** Which secrets of the bench are kept: those that somebody who is here could still print. */
import { expect, it } from 'vitest';
import { createBenchSecrets } from '../../../src/steps/bench/bench-secrets';

const bench = () => {
  const boards = new Set<string>();
  const here = new Set<string>();
  const secrets = createBenchSecrets({ ofBoards: () => [...boards], isHere: (port) => here.has(port) });
  const isHidden = (text: string) => secrets.known.spansIn(text).length > 0;
  return { boards, here, secrets, isHidden };
};

it('a password that was changed stays hidden while boards are here that were given the old one', () => {
  const { boards, here, secrets, isHidden } = bench();
  secrets.setWifi({ ssid: 'Bench', password: 'hunter2hunter2' });
  boards.add('port-1');
  here.add('port-1');
  secrets.setWifi({ ssid: 'Bench', password: 'correct horse' });
  secrets.forgetGone();
  expect([isHidden('hunter2hunter2'), isHidden('correct horse')]).toEqual([true, true]);
  expect(secrets.wifi('Bench')).toEqual({ ssid: 'Bench', password: 'correct horse' });
  here.clear();
  secrets.forgetGone();
  expect(isHidden('hunter2hunter2')).toBe(true);
  boards.clear();
  secrets.forgetGone();
  expect([isHidden('hunter2hunter2'), isHidden('correct horse')]).toEqual([false, true]);
  secrets.setWifi({ ssid: 'Bench', password: '' });
  expect([secrets.ssids(), isHidden('correct horse'), secrets.known.size]).toEqual([[], false, 0]);
});

it('keys of a board are forgotten when its port is gone and nobody has a lane for it', () => {
  const { boards, here, secrets, isHidden } = bench();
  secrets.known.add('q9W7e5R3t1Y8u6I4', 'port-1');
  here.add('port-1');
  secrets.forgetGone();
  expect(isHidden('q9W7e5R3t1Y8u6I4')).toBe(true);
  here.clear();
  boards.add('port-1');
  secrets.forgetGone();
  expect(isHidden('q9W7e5R3t1Y8u6I4')).toBe(true);
  boards.clear();
  secrets.forgetGone();
  expect(isHidden('q9W7e5R3t1Y8u6I4')).toBe(false);
});
