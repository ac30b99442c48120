import { expect, test } from 'vitest';
import type { Evidence, FactCode } from '../../../src/model/run';
import { talkOf } from '../../../src/screens/bench/callouts/pair-reading';

/** The order of ble-pairing, section 11, as the pair station tells it. */
const conversation: readonly FactCode[] = [
  'looking-for-board',
  'choose-in-list',
  'connecting',
  'handshake',
  'paired',
  'getting-token',
  'wifi-sent',
  'wifi-accepted',
];

const told = (...codes: readonly FactCode[]): { evidence: Evidence[] } => ({
  evidence: codes.map((code, index) => ({ at: index * 100, fact: { code, details: {} } })),
});
const states = (...codes: readonly FactCode[]) =>
  talkOf(told(...codes))
    .map(({ step, state }) => `${step} ${state}`)
    .join(', ');

test('nothing said, nothing lit', () => {
  expect(new Set(talkOf({ evidence: [] }).map(({ state }) => state))).toEqual(new Set(['ahead']));
});

test('each step lights when the next one begins, not when it is begun', () => {
  expect(states(...conversation.slice(0, 4))).toBe(
    'find proven, connect proven, proof working, token ahead, wifi ahead',
  );
  expect(states(...conversation.slice(0, 7))).toBe(
    'find proven, connect proven, proof proven, token proven, wifi working',
  );
  expect(states(...conversation)).toBe('find proven, connect proven, proof proven, token proven, wifi proven');
});

test('how long each took, from its own beginning to the next', () => {
  expect(talkOf(told(...conversation)).map(({ ms }) => ms)).toEqual([200, 100, 100, 200, 100]);
});

test('another try begins anew, whatever the one before had reached', () => {
  expect(states(...conversation.slice(0, 6), 'looking-for-board', 'connecting')).toBe(
    'find proven, connect working, proof ahead, token ahead, wifi ahead',
  );
});

test('a connection without a chooser, and words of other stations in between', () => {
  expect(states('md5-equal', 'looking-for-board', 'own-banner', 'connecting')).toBe(
    'find proven, connect working, proof ahead, token ahead, wifi ahead',
  );
});
