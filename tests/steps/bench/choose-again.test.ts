/** A port whose grant died with the cable: chosen again by hand, into the lane that waits (browser-grants). */
import { describe, expect, it } from 'vitest';
import type { BoardHabits } from '../../../src/model/board-habits';
import type { LaneView } from '../../../src/model/run';
import { adapterOf } from '../../../src/records/adapters';
import { licenseOfUuid, listLicenses } from '../../../src/records/license-questions';
import { createRig, ended, madeUp, stockFirmware, stockLicenses } from '../rig';

const ready = ({ state }: LaneView) => state === 'ready';

/** A run that the cable broke off while writing. */
const brokenOff = async (habits: BoardHabits = { pullCableAt: 30_000 }) => {
  const rig = await createRig();
  await stockLicenses(rig.db, 2);
  await stockFirmware(rig.db);
  const board = rig.makeBoard('esp32', habits);
  rig.plug(board);
  const { id } = await rig.lane(ready);
  await rig.bench.handle({ kind: 'start', lane: id });
  const broken = await rig.lane(ended);
  rig.unplug(board);
  return { rig, board, id, broken };
};

describe.concurrent('a port whose grant died on unplugging', () => {
  it('chosen again, goes into the lane that waits: the MAC proves it, and the run goes on', async () => {
    const { rig, board, id, broken } = await brokenOff();
    expect(broken.problem?.code).toBe('port.lost');
    await rig.chooseAgain(board, id);
    const waits = await rig.lane(({ state, awaits }) => state === 'recognising' && awaits !== undefined);
    expect(waits).toMatchObject({ id, awaits: { mac: board.board.mac } });
    const done = await rig.lane(({ state }) => state === 'proven');
    expect(done).toMatchObject({ id, chip: { mac: board.board.mac } });
    expect(done.awaits).toBeUndefined();
    expect([...rig.lanes.keys()]).toEqual([id]);
    expect(await listLicenses(rig.db, { state: 'free' })).toHaveLength(1);
    await rig.stop();
  });

  it('another board in its place gets a lane of its own, is given nothing, and the lane says whom it waits for', async () => {
    const { rig, board, id } = await brokenOff({ powerLossAfterAuth: true });
    expect((await licenseOfUuid(rig.db, madeUp(1).uuid))?.state).toBe('doubtful');
    const other = rig.makeBoard('esp32');
    await rig.chooseAgain(other, id);
    const newcomer = await rig.lane((lane) => lane.id !== id && ready(lane));
    expect(newcomer).toMatchObject({ chip: { mac: other.board.mac } });
    expect(newcomer.license).toBeUndefined();
    expect(newcomer.stations.slice(1).every(({ state }) => state === 'ahead' || state === 'left-out')).toBe(true);
    const waiting = rig.lanes.get(id);
    expect(waiting).toMatchObject({
      state: 'doubtful',
      chip: { mac: board.board.mac },
      cameInstead: { mac: other.board.mac },
    });
    // Not for a moment was the newcomer drawn as ready on the lane of the other board.
    const told = rig.events.flatMap((event) => (event.kind === 'lane' && event.lane.id === id ? [event.lane] : []));
    expect(told.filter(({ chip }) => chip?.mac === other.board.mac)).toEqual([]);
    expect(await listLicenses(rig.db, { state: 'free' })).toHaveLength(1);

    // Its own board comes: the run goes on there, with its own license.
    await rig.bench.idle();
    await rig.chooseAgain(board, id);
    const done = await rig.lane(({ state }) => state === 'proven');
    expect(done).toMatchObject({ id, license: { uuid: madeUp(1).uuid } });
    expect(done.cameInstead).toBeUndefined();
    expect(await licenseOfUuid(rig.db, madeUp(1).uuid)).toMatchObject({ state: 'verified', mac: board.board.mac });
    expect(await listLicenses(rig.db, { state: 'free' })).toHaveLength(1);
    expect(rig.lanes.size).toBe(2);
    await rig.stop();
  });

  it('pulled a second time and chosen a second time, the run still goes on', async () => {
    const { rig, board, id } = await brokenOff();
    // Pulled before it could answer: the lane is kept for it all the same.
    const { receive } = board.board;
    board.board.receive = () => {};
    const again = await rig.chooseAgain(board, id);
    await rig.lane(({ state, handshake }) => state === 'recognising' && (handshake?.attempts ?? 0) > 0);
    rig.unplug(again);
    const lost = await rig.lane((lane) => ended(lane) && lane.awaits !== undefined);
    expect(lost).toMatchObject({ id, problem: { code: 'port.lost' }, awaits: { mac: board.board.mac } });
    await rig.bench.idle();
    board.board.receive = receive;
    await rig.chooseAgain(again, id);
    const done = await rig.lane(({ state }) => state === 'proven');
    expect(done).toMatchObject({ id, chip: { mac: board.board.mac } });
    expect(done.stations[0]?.state).toBe('proven');
    expect(await listLicenses(rig.db, { state: 'free' })).toHaveLength(1);
    await rig.stop();
  });

  it('what comes by itself in its place is told on the lane that waits', async () => {
    const { rig, id } = await brokenOff();
    const other = rig.makeBoard('esp32');
    rig.plug(other);
    const told = await rig.lane(({ cameInstead }) => cameInstead !== undefined);
    expect(told).toMatchObject({ id, state: 'failed', cameInstead: { mac: other.board.mac } });
    await rig.stop();
  });

  it('the port of a board that has a lane already, chosen into the lane that waits, is told there', async () => {
    const rig = await createRig();
    await stockLicenses(rig.db, 2);
    await stockFirmware(rig.db);
    const other = rig.makeBoard('esp32');
    rig.plug(other);
    await rig.lane(ready);
    await rig.bench.idle();
    const board = rig.makeBoard('esp32', { pullCableAt: 30_000 });
    rig.plug(board);
    const { id } = await rig.lane((lane) => lane.chip?.mac === board.board.mac && ready(lane));
    await rig.bench.handle({ kind: 'start', lane: id });
    await rig.lane((lane) => lane.id === id && ended(lane));
    rig.unplug(board);
    await rig.bench.idle();
    expect(rig.lanes.get(id)?.cameInstead).toBeUndefined();
    await rig.bench.handle({ kind: 'look-for-ports', picked: other.port.getInfo(), lane: id });
    expect(rig.lanes.get(id)).toMatchObject({ state: 'failed', cameInstead: { mac: other.board.mac } });
    await rig.stop();
  });

  it('the port that is there already, chosen again for the board that its lane waits for, is asked once more', async () => {
    const { rig, board, id } = await brokenOff();
    const { receive } = board.board;
    board.board.receive = () => {};
    const again = await rig.chooseAgain(board, id);
    await rig.lane(({ state, handshake }) => state === 'recognising' && (handshake?.attempts ?? 0) > 0);
    await rig.bench.handle({ kind: 'stop', lane: id });
    await rig.lane((lane) => ended(lane) && lane.awaits !== undefined);
    await rig.bench.idle();
    board.board.receive = receive;
    await rig.bench.handle({ kind: 'look-for-ports', picked: again.port.getInfo(), lane: id });
    const done = await rig.lane(({ state }) => state === 'proven');
    expect(done).toMatchObject({ id, chip: { mac: board.board.mac } });
    await rig.stop();
  });

  it('is remembered as seen: chosen again, or come back by itself', async () => {
    const { rig, board, id } = await brokenOff();
    const again = await rig.chooseAgain(board, id);
    await rig.lane(({ state }) => state === 'proven');
    expect(await adapterOf(rig.db, '1a86:7523')).toMatchObject({ grant: 'chosen-again' });
    await rig.lane(({ port }) => port.grant === 'chosen-again');
    await rig.bench.idle();
    const other = rig.makeBoard('esp32');
    rig.plug(other);
    await rig.lane((lane) => lane.id !== id && ready(lane));
    await rig.bench.idle();
    rig.unplug(other);
    rig.unplug(again);
    await rig.lane((lane) => lane.id === id && lane.state === 'gone');
    rig.replug(again);
    await rig.lane(({ port }) => port.grant === 'came-back');
    // Also on the lane of such an adapter that is not here.
    await rig.lane(({ port, state }) => port.id === other.seen.id && state === 'gone' && port.grant === 'came-back');
    expect(await adapterOf(rig.db, '1a86:7523')).toMatchObject({ grant: 'came-back' });
    await rig.stop();
  });
});

it('a board that was changed on the same cable does not get the run of the one before', async () => {
  const rig = await createRig();
  await stockLicenses(rig.db, 2);
  await stockFirmware(rig.db);
  const board = rig.makeBoard('esp32', { powerLossAfterAuth: true });
  rig.plug(board);
  const { id } = await rig.lane(ready);
  await rig.bench.handle({ kind: 'start', lane: id });
  expect((await rig.lane(ended)).state).toBe('doubtful');
  // On a jig the adapter stays where it is.
  const other = rig.makeBoard('esp32');
  Object.assign(board.seen, { port: other.port });
  await rig.bench.handle({ kind: 'retry', lane: id, instead: 'read-only' });
  const newcomer = await rig.lane((lane) => lane.id !== id && ready(lane));
  expect(newcomer.license).toBeUndefined();
  expect(rig.lanes.get(id)).toMatchObject({ state: 'doubtful', cameInstead: { mac: other.board.mac } });
  expect(await licenseOfUuid(rig.db, madeUp(1).uuid)).toMatchObject({ state: 'doubtful', mac: board.board.mac });
  expect(await listLicenses(rig.db, { state: 'free' })).toHaveLength(1);
  await rig.stop();
});

it('a granted port that is no board can be dropped: the browser forgets it and the lane goes', async () => {
  const rig = await createRig();
  const board = rig.makeBoard('esp32', { silentUntilBootHeld: true });
  let forgotten = 0;
  Object.assign(board.seen, {
    forget: async () => {
      forgotten += 1;
      board.port.unplug();
    },
  });
  rig.plug(board);
  const { id } = await rig.lane(({ handshake }) => (handshake?.attempts ?? 0) > 1);
  await rig.bench.handle({ kind: 'stop', lane: id });
  await rig.lane(({ state }) => state === 'stopped');
  await rig.bench.idle();
  expect(rig.lanes.get(id)?.port.droppable).toBe(true);
  await rig.bench.handle({ kind: 'drop-port', lane: id });
  expect(forgotten).toBe(1);
  expect(rig.lanes.size).toBe(0);
  expect(rig.events.findLast(({ kind }) => kind === 'ports')).toMatchObject({ ports: [] });
  await rig.stop();
});

it('a port that the browser keeps all the same, by a policy, is said to be kept', async () => {
  const rig = await createRig();
  const board = rig.makeBoard('esp32', { silentUntilBootHeld: true });
  Object.assign(board.seen, { forget: async () => {} });
  rig.plug(board);
  const { id } = await rig.lane(({ handshake }) => (handshake?.attempts ?? 0) > 1);
  await rig.bench.handle({ kind: 'stop', lane: id });
  await rig.bench.idle();
  await rig.bench.handle({ kind: 'drop-port', lane: id });
  expect(rig.lanes.size).toBe(0);
  expect(rig.events.findLast(({ kind }) => kind === 'trouble')).toMatchObject({
    problem: { code: 'port.kept', details: { name: 'CH340' } },
  });
  await rig.stop();
});
