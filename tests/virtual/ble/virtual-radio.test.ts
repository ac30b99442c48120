import { describe, expect, it } from 'vitest';
import type { RadioFilter } from '../../../src/links/radio';
import type { BoardHabits } from '../../../src/model/board-habits';
import { anyTuyaFilter, filterOfBound, filtersFor } from '../../../src/protocols/tuya-ble/advertisement';
import { createVirtualRadio } from '../../../src/virtual/ble/virtual-radio';
import { createVirtualBoard, type VirtualBoard } from '../../../src/virtual/board/virtual-board';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { handClock } from '../hand-clock';
import { bytesOf, hexOf, radioBench } from './radio-bench';

/** A whole board on a cable, its Bluetooth, and a clock in the hand. */

const licenses = [1, 2].map((n) => ({ uuid: `uuidbench0000000000${n}`, authKey: `BENCHKEY${n}`.padEnd(32, '0') }));
const pid = 'demolamp00000001';

const boardWith = (habits: BoardHabits, flashed = true) => {
  const clock = handClock();
  const flash = flashed ? buildImage({ chip: 'esp32', merged: true }) : undefined;
  const board = createVirtualBoard({ chip: 'esp32', flash, habits }, clock);
  return { board, clock };
};
const only = (n: number) => filtersFor({ uuid: licenses[n]!.uuid, pid });
const never = new AbortController().signal;
const radioOf = (...boards: readonly VirtualBoard[]) =>
  createVirtualRadio(() => boards.map((board, n) => ({ id: `board-${n}`, radio: board.radio })));

/** Whether it was found by now. */
const foundBy = async (promise: Promise<{ id: string }>): Promise<string | undefined> =>
  Promise.race([promise.then(({ id }) => id), new Promise<undefined>((done) => setImmediate(() => done(undefined)))]);

describe('a board on the air', () => {
  it('advertises while its application runs, and not in the loader, in reset or without power', () => {
    const { board, clock } = boardWith({ licensed: licenses[0] });
    let told = 0;
    board.radio.watch(() => {
      told += 1;
    });
    expect(board.radio.advertisement()).toBeUndefined();
    clock.pass(2000);
    expect(board.radio.advertisement()).toBeDefined();
    // IO0 low while EN rises: the loader.
    board.lines({ dtr: false, rts: true });
    clock.pass(100);
    board.lines({ dtr: true, rts: false });
    clock.pass(2000);
    expect(board.radio.advertisement()).toBeUndefined();
    board.lines({ dtr: false, rts: true });
    clock.pass(100);
    board.lines({ dtr: false, rts: false });
    clock.pass(2000);
    expect(board.radio.advertisement()).toBeDefined();
    board.power(false);
    expect(board.radio.advertisement()).toBeUndefined();
    expect(told).toBeGreaterThanOrEqual(4);
  });

  it('has none with an empty flash', () => {
    const { board, clock } = boardWith({}, false);
    clock.pass(5000);
    expect(board.radio.advertisement()).toBeUndefined();
  });

  it('loses its connection when the chip is reset', () => {
    const { board, clock } = boardWith({ licensed: licenses[0] });
    clock.pass(2000);
    let ended = 0;
    board.radio.connect({
      notified() {},
      disconnected: () => {
        ended += 1;
      },
    });
    board.tapReset();
    expect(ended).toBe(1);
  });
});

describe('finding (ble-pairing, section 12)', () => {
  it('finds exactly the board whose license is asked for, of two alike', async () => {
    const boards = licenses.map((licensed) => boardWith({ licensed }));
    for (const { clock } of boards) clock.pass(2000);
    const radio = radioOf(...boards.map(({ board }) => board));
    expect(await radio.find(only(1), never)).toMatchObject({ id: 'board-1', name: 'TYBLE' });
    expect((await radio.find(only(0), never)).id).toBe('board-0');
    expect((await radio.find([anyTuyaFilter], never)).id).toBe('board-0');
    expect(await foundBy(radio.find([filterOfBound], never))).toBeUndefined();
  });

  it('waits until it advertises', async () => {
    const { board, clock } = boardWith({ licensed: licenses[0] });
    const finding = radioOf(board).find(only(0), never);
    expect(await foundBy(finding)).toBeUndefined();
    clock.pass(2000);
    expect(await foundBy(finding)).toBe('board-0');
  });

  it('waits for a board that is plugged in later, if told of it', async () => {
    const { board, clock } = boardWith({ licensed: licenses[0] });
    clock.pass(2000);
    const boards: VirtualBoard[] = [];
    let changed = (): void => {};
    const radio = createVirtualRadio(
      () => boards.map((each) => ({ id: 'late', radio: each.radio })),
      (told) => {
        changed = told;
        return () => {};
      },
    );
    const finding = radio.find(only(0), never);
    boards.push(board);
    changed();
    expect(await foundBy(finding)).toBe('late');
  });

  it.each<[string, RadioFilter]>([
    ['another service', { services: [0xa201] }],
    ['another company', { company: 0x004c }],
    ['another first byte', { company: 0x07d0, dataPrefix: Uint8Array.of(1) }],
    ['the right company and another service', { company: 0x07d0, services: [0xa201] }],
  ])('does not find by %s, and ends with the reason of the signal', async (_what, filter) => {
    const { board, clock } = boardWith({ licensed: licenses[0] });
    clock.pass(2000);
    const stop = new AbortController();
    const finding = radioOf(board).find([filter], stop.signal);
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(finding).rejects.toBe(reason);
    await expect(radioOf(board).find(only(0), stop.signal)).rejects.toBe(reason);
  });

  it('shows the mangled name of the first generation, and finds all the same', async () => {
    const { board, clock } = boardWith({ licensed: licenses[0], bluetooth: { mangledName: true } });
    clock.pass(2000);
    expect((await radioOf(board).find(only(0), never)).name).toBe('BLE\0\0');
  });
});

describe('a link', () => {
  const request = bytesOf('0021400baadedecf53c376ce6f6643f1ac15998dd60219141b19c586c34c24975ca4e683');

  it('writes, hears what came before anybody listened, and tells who ended it', async () => {
    const bench = radioBench();
    const radio = createVirtualRadio(() => [{ id: 'one', radio: bench.radio }]);
    const device = await radio.find([anyTuyaFilter], never);
    const link = await device.connect(never);
    await expect(device.connect(never)).rejects.toMatchObject({ code: 'radio.connect-failed' });
    await link.write(request);
    const heard: string[] = [];
    link.listen((bytes) => heard.push(hexOf(bytes).slice(0, 6)));
    expect(heard).toEqual(['00a101']);
    bench.clock.pass(30_000);
    expect(await link.closed).toBe('device');
    await expect(link.write(request)).rejects.toMatchObject({ code: 'radio.lost' });
    const again = await device.connect(never);
    await again.close();
    expect(await again.closed).toBe('host');
    bench.clock.pass(100);
    expect(bench.radio.advertisement()).toBeDefined();
  });
});
