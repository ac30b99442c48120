import { beforeEach, describe, expect, test } from 'vitest';
import { createResetCircuit, type ResetCircuit } from '../../src/virtual/parts/reset-circuit';
import { type TestClock, testClock } from './test-clock';

// esp-flashing, section 3: EN is low only while RTS is asserted and DTR is not; IO0 is low only while DTR is asserted and
// RTS is not. Section 5: the strap is looked at a few milliseconds after EN rose.

let clock: TestClock;
let log: string[];
let circuit: ResetCircuit;

const make = (strapDelayMs = 3, io0Wired = true): ResetCircuit =>
  createResetCircuit({
    clock,
    strapDelayMs,
    io0Wired,
    reset: () => void log.push('reset'),
    start: (io0Low) => void log.push(io0Low ? 'loader' : 'application'),
  });

const lines = (dtr: 0 | 1, rts: 0 | 1): void => circuit.lines({ dtr: dtr === 1, rts: rts === 1 });

beforeEach(async () => {
  clock = testClock();
  log = [];
  circuit = make();
  circuit.power(true);
  await clock.pass(10);
  log.length = 0;
});

describe('reset circuit', () => {
  test('power starts the application', async () => {
    circuit = make();
    circuit.power(true);
    await clock.pass(2);
    expect(log).toEqual([]);
    await clock.pass(1);
    expect(log).toEqual(['application']);
  });

  test('both lines asserted, as opening a port leaves them, reset nothing', async () => {
    lines(1, 1);
    await clock.pass(100);
    expect(log).toEqual([]);
  });

  test('classic reset in one call for both lines ends in the loader', async () => {
    lines(0, 1);
    await clock.pass(100);
    expect(log).toEqual(['reset']);
    // A browser that raises first and lowers then shows both asserted in between.
    lines(1, 1);
    lines(1, 0);
    await clock.pass(50);
    lines(0, 0);
    await clock.pass(100);
    expect(log).toEqual(['reset', 'loader']);
  });

  test('classic reset with one line at a time ends in the loader: EN rises before IO0 falls', async () => {
    lines(0, 0);
    lines(0, 1);
    await clock.pass(100);
    lines(1, 1);
    await clock.pass(1);
    lines(1, 0);
    await clock.pass(50);
    lines(0, 0);
    await clock.pass(10);
    expect(log).toEqual(['reset', 'loader']);
  });

  test('the strap is looked at once, at its time', async () => {
    lines(0, 1);
    await clock.pass(100);
    lines(0, 0);
    await clock.pass(2.5);
    expect(log).toEqual(['reset']);
    lines(1, 0);
    await clock.pass(0.5);
    expect(log).toEqual(['reset', 'loader']);
    lines(0, 0);
    await clock.pass(50);
    expect(log).toEqual(['reset', 'loader']);
  });

  test('lines that come late over a network need the longer wait', async () => {
    circuit = make(75);
    circuit.power(true);
    await clock.pass(100);
    log.length = 0;
    lines(0, 1);
    await clock.pass(100);
    lines(1, 1);
    await clock.pass(40);
    lines(1, 0);
    await clock.pass(75);
    expect(log).toEqual(['reset', 'loader']);
  });

  test('hard reset runs the application', async () => {
    lines(0, 1);
    await clock.pass(100);
    lines(0, 0);
    await clock.pass(100);
    expect(log).toEqual(['reset', 'application']);
  });

  test('releasing only RTS after a normal session resets nothing', async () => {
    // The library's own hard reset (esp-flashing, section 3, defect 1).
    lines(0, 0);
    await clock.pass(500);
    expect(log).toEqual([]);
  });

  test('RTS asserted while DTR still is never pulls EN low', async () => {
    // The remembered DTR of 0.7.0 (esp-flashing, section 3, defect 2).
    lines(1, 0);
    lines(1, 1);
    await clock.pass(100);
    lines(1, 0);
    await clock.pass(100);
    expect(log).toEqual([]);
  });

  test('a state between two settings is too short to reset', async () => {
    lines(1, 1);
    lines(0, 1);
    await clock.pass(0.5);
    lines(0, 0);
    await clock.pass(100);
    expect(log).toEqual([]);
  });

  test('EN held low keeps the chip off until it rises', async () => {
    lines(0, 1);
    await clock.pass(5000);
    expect(log).toEqual(['reset']);
  });

  test('BOOT held by hand asks for the loader at the next reset', async () => {
    circuit.holdBoot(true);
    await clock.pass(100);
    expect(log).toEqual([]);
    circuit.tap();
    await clock.pass(10);
    circuit.holdBoot(false);
    await clock.pass(100);
    expect(log).toEqual(['reset', 'loader']);
  });

  test('without a wire to IO0 the lines reach the application only, and BOOT held the loader', async () => {
    circuit = make(3, false);
    circuit.power(true);
    await clock.pass(10);
    log.length = 0;
    lines(0, 1);
    await clock.pass(100);
    lines(1, 0);
    await clock.pass(100);
    expect(log).toEqual(['reset', 'application']);
    circuit.holdBoot(true);
    lines(0, 1);
    await clock.pass(100);
    lines(0, 0);
    await clock.pass(100);
    expect(log).toEqual(['reset', 'application', 'reset', 'loader']);
  });

  test('without power nothing starts', async () => {
    circuit.power(false);
    expect(log).toEqual(['reset']);
    lines(0, 1);
    lines(0, 0);
    circuit.tap();
    await clock.pass(100);
    expect(log).toEqual(['reset']);
  });
});
