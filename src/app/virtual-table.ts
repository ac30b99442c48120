import type { VirtualChip } from '../model/board-habits';
import { chipNames } from '../model/chip';
import type { License } from '../model/license';
import { boardNumber } from '../records/virtual-boards';
import type { SeenPort, VirtualBoards } from '../steps/run/outside';
import { createVirtualRadio } from '../virtual/ble/virtual-radio';
import { createVirtualBoard, type VirtualBoard } from '../virtual/board/virtual-board';
import { createVirtualPort, type VirtualPort } from '../virtual/board/virtual-port';
import { createCutDoor } from '../virtual/cloud/cut-door';
import type { DeviceDoor } from '../virtual/cloud/device-door';
import { lifeMs, realClock } from '../virtual/parts/clock';
import type { BoardFound, BoardKeeper, MadeBoard } from './kept-boards';
import { virtualWifi } from './virtual-wifi';

/** The make-believe cloud, as far as boards need it. */
export interface BoardCloud {
  device: DeviceDoor;
  /** Of a board that brings a license which no ledger has. */
  issueLicense(license: License): void;
}

/** The bridge of boards with two ports: a CH342, whose channels come and go together. */
const twoChannels = { usbVendorId: 0x1a86, usbProductId: 0x55d2 };

/** However fast the board: long enough to read what its lane says. */
const putBackMs = 5000;

/** 02: locally administered, so that no made-up MAC can be a real board's. */
const macOf = (board: number): string => {
  const last = [board >> 8, board].map((byte) => (byte & 0xff).toString(16).padStart(2, '0').toUpperCase());
  return `02:00:00:00:${last.join(':')}`;
};

/** Make-believe boards on a make-believe table, behind the same seam as real ports. */
export const virtualTable = (
  stock: (chip: VirtualChip, boards: number) => Promise<void>,
  cloud: BoardCloud,
  keeper: BoardKeeper,
): VirtualBoards => {
  const table = new Map<
    string,
    { seen: SeenPort; log?: SeenPort; board: VirtualBoard; ports: readonly VirtualPort[] }
  >();
  const ears = new Set<() => void>();
  const radio = createVirtualRadio(
    () => [...table].map(([id, { board }]) => ({ id, radio: board.radio })),
    (heard) => {
      ears.add(heard);
      return () => ears.delete(heard);
    },
  );
  let changed: (plugged: readonly string[]) => void = () => {};
  let count = 0;
  /** One after the other, or each would lay out a stock of its own. */
  let stocked: Promise<void> = Promise.resolve();

  /** As it comes from the shop, or as it was `found`. The answer names its ports. */
  const build = (id: string, made: MadeBoard, found?: BoardFound): readonly string[] => {
    const { chip, habits = {}, habit, speed, mac } = made;
    const brought = habits.licensed ?? habits.otpOnly;
    if (brought && !habits.unissued) cloud.issueLicense(brought);
    const network = habits.onCable ? {} : { wifi: {} };
    const internet = createCutDoor(cloud.device);
    if (made.offline) internet.set(false);
    const settings = { chip, mac, habits: { ...network, ...habits }, cloud: internet };
    const lived = found && { flash: found.flash, flashBytes: found.flash.length, lived: found.lived };
    const board = createVirtualBoard({ ...settings, ...lived }, realClock(speed));
    const port = createVirtualPort(board, board.log && twoChannels);
    const virtual = {
      habit,
      chip,
      speed,
      holdBoot: (held: boolean) => board.holdBoot(held),
      pair: (token: string) => board.pair({ ...virtualWifi, token }),
      radio,
      internet: {
        get on() {
          return internet.on;
        },
        set(on: boolean) {
          internet.set(on);
          keeper.changed(id);
        },
      },
    };
    const name = chipNames[chip];
    const seen: SeenPort = { id, name, port, virtual };
    const logPort = board.log && createVirtualPort(board.log, twoChannels);
    const log: SeenPort | undefined = logPort && { id: `${id}-log`, name, port: logPort, virtual, logOf: id };
    const ports = [...(logPort ? [logPort] : []), port];
    table.set(id, { seen, board, ports, ...(log && { log }) });
    keeper.keep(id, board, () => ({ ...made, offline: !internet.on }), found !== undefined);
    const ids = [id, ...(log ? [log.id] : [])];
    port.plugged = (connected) => {
      if (connected) return changed(ids);
      changed([]);
      keeper.changed(id);
      // No hand reaches such a cable: it comes back by itself.
      board.clock.after(lifeMs(board.clock, putBackMs), () => {
        if (table.has(id)) for (const each of ports) each.replug();
      });
    };
    for (const heard of [...ears]) heard();
    return ids;
  };

  return {
    list: async () =>
      [...table.values()]
        .filter(({ ports }) => ports.every(({ connected }) => connected))
        .flatMap(({ seen, log }) => [seen, ...(log ? [log] : [])]),
    watch: (told) => {
      changed = told;
    },
    add(chip, habits, habit, speed = 1) {
      const one = async () => {
        await stock(chip, table.size + 1);
        count = Math.max(count + 1, await keeper.nextNumber());
        changed(build(`virtual-${count}`, { chip, habits, habit, speed, mac: macOf(count) }));
      };
      // What befell the one before is told to whoever asked for it.
      const mine = stocked.then(one);
      stocked = mine.catch(() => {});
      return mine;
    },
    remove(id) {
      table.get(id)?.board.dispose();
      table.delete(id);
      keeper.drop(id);
      changed([]);
    },
    async putBack() {
      const found = (await keeper.found()).filter(({ id }) => !table.has(id));
      const ids = found.flatMap(({ id, flash, lived, ...made }) => build(id, made, { id, flash, lived, ...made }));
      count = Math.max(count, ...found.map(({ id }) => boardNumber(id)));
      return ids;
    },
  };
};
