import { expect, test } from 'vitest';
import { createKeyQueue, isChooseKey } from '../../../src/screens/bench/callouts/choose-key';

const pressed = (more: Partial<KeyboardEvent>) =>
  isChooseKey({ key: 'c', code: 'KeyC', ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...more });

test.each<[boolean, string, Partial<KeyboardEvent>]>([
  [true, 'alone', {}],
  [true, 'with Caps Lock or Shift', { key: 'C' }],
  [true, 'on a keyboard with other letters', { key: 'с' }],
  [false, 'as the place of another letter', { key: 'j' }],
  [false, 'as another key', { key: 'x', code: 'KeyX' }],
  [false, 'as the copy of a browser', { ctrlKey: true }],
  [false, 'as the copy of a Mac', { metaKey: true }],
  [false, 'while it is held down', { repeat: true }],
])('chooses again: %s for C %s', (is, _, more) => {
  expect(pressed(more)).toBe(is);
});

test('of several waiting lanes the one that was pulled last has the key', () => {
  const queue = createKeyQueue();
  queue.enter('first');
  queue.enter('second');
  expect(queue.holder()).toBe('second');
  queue.leave('second', 'is-back');
  expect(queue.holder()).toBe('first');
});

test('the lane that was pulled last keeps the key when the bench is drawn anew in the order of its lanes', () => {
  const queue = createKeyQueue();
  for (const lane of ['lower', 'upper']) queue.enter(lane);
  for (const lane of ['upper', 'lower']) queue.leave(lane, 'still-gone');
  expect(queue.holder()).toBeUndefined();
  for (const lane of ['upper', 'lower']) queue.enter(lane);
  expect(queue.holder()).toBe('upper');
});

test('a lane whose board was back and is pulled once more was pulled last', () => {
  const queue = createKeyQueue();
  for (const lane of ['a', 'b']) queue.enter(lane);
  queue.leave('a', 'is-back');
  queue.enter('a');
  expect(queue.holder()).toBe('a');
});

test('whoever draws the key is told when another lane has it', () => {
  const queue = createKeyQueue();
  let told = 0;
  const unsubscribe = queue.subscribe(() => {
    told += 1;
  });
  queue.enter('a');
  queue.enter('b');
  unsubscribe();
  queue.enter('c');
  expect(told).toBe(2);
});
