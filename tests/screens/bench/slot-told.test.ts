import { createElement } from 'react';
import { prerender } from 'react-dom/static';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { spoken } from '../../../src/i18n/language';
import { speak } from '../../../src/i18n/speaking/speak';
import type { FlashProgress } from '../../../src/model/run';
import { FlashGlass } from '../../../src/screens/bench/lane/flash-glass';

/** The slot that is written and will start is said on the map, in both languages (look.md, "Flash map"). */

afterEach(async () => {
  vi.restoreAllMocks();
  await speak('en');
});

const progress = (slot?: FlashProgress['slot']): FlashProgress => ({
  phase: 'writing',
  share: 0.125,
  size: 0x40000,
  done: 0x8000,
  total: 0x40000,
  rate: 90_000,
  from: slot?.offset ?? 0,
  flashBytes: 4 << 20,
  covers: [],
  partitions: [],
  rates: [],
  ...(slot && { slot }),
});
const drawn = async (slot?: FlashProgress['slot']) => {
  const { prelude } = await prerender(createElement(FlashGlass, { progress: progress(slot) }));
  return text(await new Response(prelude).text());
};
const text = (html: string) =>
  html
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the map of a board that is being written', () => {
  it.each([
    ['en', 'Writes ota_1 0x190000 starts afterwards'],
    ['zh', '写入 ota_1 0x190000 写完后由它启动'],
  ] as const)('names the slot, in %s', async (language, words) => {
    await speak(language);
    vi.spyOn(spoken, 'getInitialState').mockReturnValue(spoken.getState());
    expect(await drawn({ label: 'ota_1', offset: 0x190000 })).toContain(words);
  });

  it('names none as long as none is known', async () => {
    expect(await drawn()).not.toContain('starts afterwards');
  });
});
