import { describe, expect, it, test } from 'vitest';
import type { Check } from '../../../src/model/check';
import type { Problem } from '../../../src/model/problem';
import type { Plan } from '../../../src/model/run';
import { draftProblem } from '../../../src/screens/bench/plan/plan-draft';
import {
  countBoards,
  countReady,
  skippedOf,
  waysOut,
  wordsInstead,
} from '../../../src/screens/bench/plan/preflight-ways';
import { places } from '../../../src/screens/parts/places';
import { firstPlan } from '../../../src/steps/bench/bench-view';

const check = (name: Check['name'], state: Check['state'], problem?: Problem): Check => ({
  name,
  state,
  details: {},
  ...(problem && { problem }),
});

describe('what is missing has a way out that is there before a run', () => {
  // Every problem that `steps/preflight` can tell, and the one thing to do about it first.
  test.each([
    ['firmware.missing', { kind: 'edit-plan' }],
    ['firmware.none-chosen', { kind: 'edit-plan' }],
    ['firmware.wrong-chip', { kind: 'edit-plan' }],
    ['license.none-free', { kind: 'go', to: places.licenses }],
    ['wifi.missing', { kind: 'edit-plan' }],
    ['wifi.too-long', { kind: 'edit-plan' }],
    ['browser.no-bluetooth', { kind: 'change', change: { pairBy: 'qr' } }],
    ['cloud.no-relay', { kind: 'go', to: places.settings }],
    ['cloud.no-account', { kind: 'go', to: places.settings }],
    ['cloud.refused', { kind: 'go', to: places.settings }],
    ['bind.clock', { kind: 'go', to: places.settings }],
    ['control.no-point', { kind: 'go', to: places.products }],
    ['token.no-owner', { kind: 'edit-plan' }],
  ] as const)('%s', (code, way) => {
    expect(waysOut({ code, details: {} })[0]?.way).toEqual(way);
  });

  it('and none that would speak of a run that was not begun', () => {
    const remedies = waysOut({ code: 'cloud.no-account', details: {} }).map(({ remedy }) => remedy);
    expect(remedies).toEqual(['open-settings', 'skip-pairing']);
  });
});

it('counts what is ready among what is needed', () => {
  const checks = [
    check('board', 'ready'),
    check('wifi', 'not-ready'),
    check('cloud', 'looking'),
    check('token', 'unneeded'),
  ];
  expect(countReady(checks)).toEqual({ ready: 1, needed: 3, open: 1 });
});

it('counts each board that is there, and says what a board does without', () => {
  const able = [check('board', 'ready'), check('licenses', 'unneeded'), check('token', 'unneeded')];
  const held = [check('board', 'ready'), check('licenses', 'not-ready')];
  expect(countBoards([able, held, able, undefined])).toEqual({ ready: 2, there: 4 });
  expect(skippedOf(able)).toEqual(['licenses', 'token']);
});

it('says less than the problem would where nothing has happened yet', () => {
  const said = (name: Check['name'], code: Problem['code'], reason?: string) =>
    wordsInstead(check(name, 'not-ready', { code, details: reason ? { reason } : {} }));
  expect(said('bluetooth', 'browser.no-bluetooth', 'off')).toBe('off');
  expect(said('bluetooth', 'browser.no-bluetooth')).toBeUndefined();
  expect(said('product', 'control.no-point', 'unknown')).toBe('unknown');
  expect(said('clock', 'bind.clock')).toBe('clock');
  expect(said('firmware', 'storage.failed', 'QuotaExceededError')).toBeUndefined();
});

describe('a plan that is being edited', () => {
  const draft = (plan: Partial<Plan>, password = '') =>
    draftProblem({ plan: { ...firstPlan, ...plan }, password })?.code;

  // ble-pairing, section 8: 32 and 64 bytes of UTF-8.
  it('is not kept with a name or a password that no board can hold', () => {
    expect(draft({ ssid: '车'.repeat(11) })).toBe('wifi.too-long');
    expect(draft({ ssid: 'Workshop' }, 'x'.repeat(65))).toBe('wifi.too-long');
    expect(draft({ ssid: 'Workshop' }, 'x'.repeat(64))).toBeUndefined();
  });

  it('may be kept without a password: it may be held already, or come later', () => {
    expect(draft({ ssid: 'Workshop' })).toBeUndefined();
    expect(draft({})).toBeUndefined();
  });

  it('asks nothing of a network that the bench does not hand over', () => {
    expect(draft({ ssid: '车'.repeat(11), pairBy: 'qr' })).toBeUndefined();
    expect(draft({ ssid: '车'.repeat(11), pair: false })).toBeUndefined();
  });
});
