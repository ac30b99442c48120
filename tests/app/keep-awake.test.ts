import { expect, it } from 'vitest';
import { keepAwake, type Screen } from '../../src/app/keep-awake';
import type { LaneState } from '../../src/model/run';
import { createBenchView } from '../../src/steps/bench/bench-view';

/** As much of a page and its Wake Lock as is used; the system takes the lock when the page is hidden. */
const screen = () => {
  const held = new Set<EventTarget>();
  let refuses = false;
  let asked = 0;
  const page = new EventTarget() as EventTarget & { visibilityState: DocumentVisibilityState };
  page.visibilityState = 'visible';
  const letGo = (sentinel: EventTarget) => {
    if (held.delete(sentinel)) sentinel.dispatchEvent(new Event('release'));
  };
  const wakeLock = {
    async request() {
      asked += 1;
      if (refuses || page.visibilityState !== 'visible') throw new DOMException('no', 'NotAllowedError');
      const sentinel = new EventTarget();
      held.add(sentinel);
      return Object.assign(sentinel, { release: async () => letGo(sentinel) });
    },
  };
  const show = (state: DocumentVisibilityState) => {
    page.visibilityState = state;
    if (state === 'hidden') for (const sentinel of [...held]) letGo(sentinel);
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return {
    page: page as unknown as Screen,
    wakeLock: wakeLock as unknown as WakeLock,
    held,
    show,
    refuse: (now: boolean) => {
      refuses = now;
    },
    asked: () => asked,
  };
};

const bench = () => {
  const view = createBenchView();
  const lane = (state: LaneState) =>
    view.setState({
      lanes: [{ id: 'a', port: { id: 'p', name: 'p', use: 'open' }, state, stations: [], evidence: [] }],
    });
  return { view, lane };
};

const settle = () => new Promise((done) => setImmediate(done));

it('Wake Lock while anything runs, and not a moment longer', async () => {
  const { page, wakeLock, held } = screen();
  const { view, lane } = bench();
  keepAwake(view, wakeLock, page);
  await settle();
  expect(held.size).toBe(0);
  for (const state of ['recognising', 'running', 'running'] as const) {
    lane(state);
    await settle();
    expect(held.size).toBe(1);
  }
  lane('proven');
  await settle();
  expect(held.size).toBe(0);
});

it('lets go of a lock that came when the work was over already', async () => {
  const { page, wakeLock, held } = screen();
  const { view, lane } = bench();
  keepAwake(view, wakeLock, page);
  lane('running');
  lane('failed');
  await settle();
  expect(held.size).toBe(0);
  lane('running');
  lane('failed');
  lane('running');
  await settle();
  expect(held.size).toBe(1);
});

it('takes it again when the page comes back into view, while the work goes on', async () => {
  const { page, wakeLock, held, show } = screen();
  const { view, lane } = bench();
  keepAwake(view, wakeLock, page);
  lane('running');
  await settle();
  show('hidden');
  await settle();
  expect(held.size).toBe(0);
  show('visible');
  await settle();
  expect(held.size).toBe(1);
  show('hidden');
  lane('proven');
  show('visible');
  await settle();
  expect(held.size).toBe(0);
});

it('a refusal is no error, and asked again when the page is seen again', async () => {
  const { page, wakeLock, held, show, refuse, asked } = screen();
  const { view, lane } = bench();
  refuse(true);
  keepAwake(view, wakeLock, page);
  lane('running');
  await settle();
  // Not with every step of a progress: a laptop that saves power says no each time.
  lane('running');
  await settle();
  expect(asked()).toBe(1);
  refuse(false);
  show('hidden');
  show('visible');
  await settle();
  expect(held.size).toBe(1);
});

it('does without where the browser has none', () => {
  const { view, lane } = bench();
  keepAwake(view, undefined, screen().page);
  expect(() => lane('running')).not.toThrow();
});
