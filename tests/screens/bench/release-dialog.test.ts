import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, it, vi } from 'vitest';
import { spoken } from '../../../src/i18n/language';
import { speak } from '../../../src/i18n/speaking/speak';
import type { Details } from '../../../src/model/problem';
import { type LaneView, stationNames } from '../../../src/model/run';
import { ReleaseDialog } from '../../../src/screens/bench/callouts/release-dialog';

afterEach(async () => {
  vi.restoreAllMocks();
  await speak('en');
});

const drawn = (details: Details) => {
  const lane: LaneView = {
    id: 'l',
    port: { id: 'p', name: 'CH340', use: 'free' },
    state: 'yours',
    stations: stationNames.map((name) => ({ name, state: 'ahead' })),
    evidence: [],
    problem: { code: 'pair.was-bound', details },
  };
  return renderToStaticMarkup(createElement(ReleaseDialog, { lane, onRelease: () => {}, onClose: () => {} }));
};

it.each(['en', 'zh'] as const)(
  '%s: a board that never told a MAC is not asked for digits of nothing',
  async (language) => {
    await speak(language);
    vi.spyOn(spoken, 'getInitialState').mockReturnValue(spoken.getState());
    expect(drawn({ deviceId: '6cbenchdev0000000001xy' })).toContain('6cbenchdev00000000');
    expect(drawn({ uuid: 'uuidbench00000000001' })).toContain('uuidbench0000000');
    for (const details of [{ deviceId: '6cbenchdev0000000001xy' }, { uuid: 'uuidbench00000000001' }, {}] as Details[])
      expect(drawn(details)).not.toContain('__:__');
    // Where nothing is known of it, no field asks for it, and it is said why.
    expect(drawn({})).not.toContain('<input');
    expect(drawn({})).toContain(language === 'en' ? 'neither a MAC' : 'MAC');
  },
);
