import { createVirtualBoard, type VirtualBoard } from '../../../src/virtual/board/virtual-board';
import { realClock } from '../../../src/virtual/parts/clock';
import { type Adapter, plugAdapter } from './adapter';
import type { BoardCall, BoardOrder, BoardSight } from './board-messages';

/** A virtual board behind an adapter on the bus, in whatever process calls this. It begins unplugged and without power. */

/**
 * A starved process hears a whole reset pulse at once. The chip would not: EN stays low at least this long, ms, and what
 * came after it waits.
 */
const shortestResetMs = 5;

const inOrder = () => {
  let waiting: (() => void)[] | undefined;
  const next = (work: () => void): void => {
    if (waiting) waiting.push(work);
    else work();
  };
  const hold = () => {
    waiting = [];
    setTimeout(() => {
      const late = waiting ?? [];
      waiting = undefined;
      for (const work of late) next(work);
    }, shortestResetMs);
  };
  return { next, hold };
};

export interface HostedBoard {
  board: VirtualBoard;
  perform(call: BoardCall): Promise<unknown>;
}

export const hostBoard = ({ folder, name, logName, usb, settings, speed }: BoardOrder): HostedBoard => {
  const clock = realClock(speed);
  const board = createVirtualBoard(settings, clock);
  const seen: BoardSight[] = [];
  let adapter: Adapter | undefined;
  let logAdapter: Adapter | undefined;
  board.power(false);
  let hushed = false;
  let hush: { text: string; told(): void } | undefined;
  let lastHeard = '';
  board.send = (bytes) => {
    if (!hushed) adapter?.send(bytes);
  };

  const fromHost = (bytes: Uint8Array) => {
    lastHeard = (lastHeard + Buffer.from(bytes).toString('latin1')).slice(-200);
    if (hush && lastHeard.includes(hush.text)) {
      hushed = true;
      hush.told();
      hush = undefined;
    }
    board.receive(bytes);
  };
  board.unplugged = () => void unplug();
  if (board.log) board.log.send = (bytes) => logAdapter?.send(bytes);

  const unplug = async () => {
    const gone = [adapter, logAdapter];
    adapter = undefined;
    logAdapter = undefined;
    board.power(false);
    for (const each of gone) await each?.unplug();
  };

  const plug = async () => {
    if (adapter) return;
    const { next, hold } = inOrder();
    board.power(true);
    adapter = await plugAdapter(folder, name, usb, {
      opened: () => next(() => seen.push({ kind: 'opened' })),
      closed: () => next(() => seen.push({ kind: 'closed' })),
      bytes: (bytes) => next(() => fromHost(bytes)),
      sent: () => new Promise((done) => clock.after(Math.max(0, board.hostSentAt() - clock.now()), done)),
      lines: (state) =>
        next(() => {
          seen.push({ kind: 'lines', ...state });
          board.lines(state);
          if (state.rts && !state.dtr) hold();
        }),
      baud: (rate) =>
        next(() => {
          seen.push({ kind: 'baud', rate });
          board.hostBaud(rate);
        }),
    });
    const { log } = board;
    if (!log || logName === undefined) return;
    logAdapter = await plugAdapter(folder, logName, usb, {
      closed: () => seen.push({ kind: 'log-closed' }),
      baud: (rate) => {
        seen.push({ kind: 'log-baud', rate });
        log.hostBaud(rate);
      },
    });
  };

  return {
    board,
    async perform(call) {
      switch (call.kind) {
        case 'plug':
          return plug();
        case 'unplug':
          return unplug();
        case 'power':
          return board.power(call.on);
        case 'hold-boot':
          return board.holdBoot(call.held);
        case 'tap-reset':
          return board.tapReset();
        case 'hush-after':
          return new Promise<void>((told) => {
            hush = { text: call.text, told };
          });
        case 'speak':
          hushed = false;
          return undefined;
        case 'read-flash':
          return board.flash.read(call.offset, call.size);
        case 'history':
          return { seen, lost: adapter?.lost ?? 0 };
      }
    },
  };
};
