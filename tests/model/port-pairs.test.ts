/** Which of several ports has the log of a chip that has just started. */
import { expect, test } from 'vitest';
import { cameTogether, type HeardAround, mayShareCable, whoseStart } from '../../src/model/port-pairs';

const port = (id: string, pluggedAt?: number, kind = '1a86:7523') => ({
  id,
  kind,
  ...(pluggedAt !== undefined && { pluggedAt }),
});

test('ports of one cable are of one kind, and do not come one after the other', () => {
  expect(mayShareCable(port('a', 1000), port('b', 1400))).toBe(true);
  expect(mayShareCable(port('a', 1000), port('b', 9000))).toBe(false);
  expect(mayShareCable(port('a', 1000), port('b', 1400, '10c4:ea60'))).toBe(false);
  expect(mayShareCable(port('a', 1000), port('a', 1000))).toBe(false);
  // What was there before anybody looked may have come at any time.
  expect(mayShareCable(port('a'), port('b', 9000))).toBe(true);
  expect(cameTogether(port('a'), port('b', 9000))).toBe(false);
});

const heard = (id: string, since: HeardAround['since'], more: Partial<HeardAround> = {}): HeardAround => ({
  id,
  together: false,
  talkedBefore: false,
  since,
  ...more,
});

test.for<[string, string | undefined, HeardAround[]]>([
  ['the one that began', 'b', [heard('a', 'nothing'), heard('b', 'banner')]],
  [
    'the one that began, whatever another one says',
    'b',
    [heard('a', 'text', { together: true }), heard('b', 'banner')],
  ],
  ['none when two began at once', undefined, [heard('a', 'banner'), heard('b', 'banner')]],
  ['none that talked while the chip was still', undefined, [heard('a', 'banner', { talkedBefore: true })]],
  ['the one of the same cable, where no banner is known', 'a', [heard('a', 'text', { together: true })]],
  ['none that says something, of some other cable', undefined, [heard('a', 'text')]],
  ['none of silence', undefined, [heard('a', 'nothing', { together: true })]],
])('the log is %s', ([, expected, ports]) => {
  expect(whoseStart(ports)).toBe(expected);
});
