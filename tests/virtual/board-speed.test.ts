import { expect, test } from 'vitest';
import type { LaneView } from '../../src/model/run';
import { certificateOf } from '../../src/protocols/certificate/certificate';
import { certificateCells } from '../../src/protocols/certificate/write-certificate';
import { runRowOf } from '../../src/steps/bench/remember';
import { createVirtualBoard } from '../../src/virtual/board/virtual-board';
import { buildImage } from '../../src/virtual/esp/demo-image';
import { lifelike } from '../../src/virtual/parts/board-timing';
import type { Clock } from '../../src/virtual/parts/wire';
import { handClock } from './hand-clock';
import { runningBoard } from './running-board';
import { testClock } from './test-clock';

// A board that is faster than life, by its own clock: what others do keeps their pace, and what it leaves behind says so.

const fast = <Kind extends Clock>(clock: Kind): Kind => ({ ...clock, speed: 10 });

test('a host that moves one line at a time, as quickly as ever, still brings it into its loader', async () => {
  const clock = fast(testClock());
  const flash = buildImage({ chip: 'esp32', merged: true });
  const board = createVirtualBoard({ chip: 'esp32', flash, timing: lifelike }, clock);
  let heard = '';
  board.send = (bytes) => {
    heard += Buffer.from(bytes).toString('latin1');
  };
  board.lines({ dtr: false, rts: true });
  await clock.pass(1000);
  board.lines({ dtr: false, rts: false });
  // 2 ms of life, of the 3 between the rise of EN and the look at the strap (esp-measured, section 2).
  await clock.pass(20);
  board.lines({ dtr: true, rts: false });
  await clock.pass(1000);
  expect(heard).toContain('waiting for download');
  board.dispose();
});

test('its time of day passes as everybody’s does', () => {
  const clock = fast(handClock());
  const board = runningBoard({ io: { clock } });
  clock.pass(61_000);
  // A minute of its own, a beat every five seconds: six seconds in the cloud and on the wall.
  const times = [...board.heard().matchAll(/\[01-01 00:00:(\d\d)/g)].map(([, seconds]) => Number(seconds));
  expect(times.length).toBeGreaterThan(10);
  expect(times.at(-1)).toBe(6);
  board.stop();
});

const lane: LaneView = {
  id: 'l',
  runId: 'r',
  port: { id: 'v', name: 'ESP32', use: 'free', virtual: { habit: 'plain', speed: 10 } },
  state: 'proven',
  stations: [],
  evidence: [],
  startedAt: 1,
  endedAt: 2,
};

test('the kept run, its certificate and the table of them say how fast it was', () => {
  const certificate = certificateOf(runRowOf(lane));
  expect(certificate).toMatchObject({ virtual: true, virtualSpeed: 10 });
  const speedOf = (of: LaneView) => {
    const [head = [], row = []] = certificateCells([certificateOf(runRowOf(of))]);
    return row[head.indexOf('virtual_speed')];
  };
  expect(speedOf(lane)).toBe('10');
  expect(speedOf({ ...lane, port: { ...lane.port, virtual: { habit: 'plain' } } })).toBe('1');
  expect(speedOf({ ...lane, port: { id: 'p', name: 'CP210x', use: 'free' } })).toBe('');
});
