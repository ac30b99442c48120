/** What a lane says of a port that did not open, by system: each likely reason, in order, with what to do about it. */
import { expect, test } from 'vitest';
import { notOpened } from '../../../src/i18n/en/not-opened';
import { whyNotOpened } from '../../../src/model/not-opened';
import type { LaneView } from '../../../src/model/run';
import { scenes } from '../harness/scenes';
import { drawLane } from './draw-lane';

const laneOf = (scene: string): LaneView => scenes[scene]!.view.lanes[0]!;
const plain = (html: string) => html.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#x27;', "'");

test.for([
  ['refused-linux', ['usermod -aG', 'setfacl -m', 'fuser -v', 'stop ModemManager', '99-bindery.rules', 'raw-usb']],
  ['refused-linux-met', ['fuser -v', 'stop ModemManager', '99-bindery.rules', 'mask --now brltty']],
  ['refused-macos', ['lsof /dev/cu.']],
  ['refused-windows', ['Device Manager']],
  ['refused-chromeos', ['Manage USB devices']],
] as const)('%s', async ([scene, says]) => {
  const { browser = {} } = scenes[scene]!;
  const drawn = plain(await drawLane(laneOf(scene), browser));
  for (const words of says) expect(drawn).toContain(words);
  const reasons = whyNotOpened({
    system: browser.system ?? 'Linux',
    browser: browser.name ?? 'Chrome 156',
    met: scene === 'refused-linux-met',
    braille: true,
    knownBad: browser.knownBad ?? false,
  });
  const titles = [...drawn.matchAll(/<summary[^>]*>([^<]*)</g)].map(([, title]) => title);
  const told = reasons.map((reason) => notOpened.words.reason[reason].title);
  expect(titles.filter((title) => told.includes(title ?? ''))).toEqual(told);
});

test.for(['refused-policy', 'refused-busy', 'refused-other-tab'])(
  '%s: no list of guesses where it is known',
  async (scene) => {
    expect(await drawLane(laneOf(scene))).not.toContain(notOpened.words.lead);
  },
);
