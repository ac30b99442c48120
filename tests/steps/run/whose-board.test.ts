/** Whose board is this? Nobody is asked, and nobody is disturbed. */
import { expect, test } from 'vitest';
import { createRig, ended, newDatabase, type RigBoard, stockFirmware } from '../rig';

const it = test.extend<{ begin: (...needs: Parameters<typeof createRig>) => ReturnType<typeof createRig> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of the fixtures from this pattern
  begin: async ({}, use) => {
    const stops: (() => Promise<void>)[] = [];
    await use(async (...needs) => {
      const rig = await createRig(...needs);
      stops.push(rig.stop);
      return rig;
    });
    for (const stop of stops) await stop();
  },
});

/** All that the bench sends to a board, as it sends it. */
const sentTo = ({ board }: RigBoard): number[] => {
  const sent: number[] = [];
  const receive = board.receive;
  board.receive = (bytes) => {
    sent.push(...bytes);
    receive(bytes);
  };
  return sent;
};

/** beken-uart-boot, section 2; esp-flashing, section 1: a frame begins with C0. */
const asksBekenFirst = (sent: readonly number[]) => sent[0] === 0x01 && sent[1] === 0xe0 && sent[2] === 0xfc;
const asksEspFirst = (sent: readonly number[]) => sent[0] === 0xc0;

it('the family met behind an adapter is asked first, also by another bench on the same storage', async ({ begin }) => {
  const db = newDatabase();
  const rig = await begin(db);
  const fresh = rig.makeBoard('t5ai');
  const first = sentTo(fresh);
  rig.plug(fresh);
  await rig.lane(({ state }) => state === 'ready');
  expect(asksEspFirst(first)).toBe(true);

  const later = await begin(db);
  const other = later.makeBoard('bk7231n');
  const second = sentTo(other);
  later.plug(other);
  const lane = await later.lane(({ state }) => state === 'ready');
  expect(lane.chip?.chip).toBe('bk7231n');
  expect(asksBekenFirst(second)).toBe(true);

  // An expectation that was wrong costs time, and nothing else.
  const third = await begin(db);
  const esp = third.makeBoard('esp32c3');
  third.plug(esp);
  expect((await third.lane(({ state }) => state === 'ready')).chip?.chip).toBe('esp32c3');
  expect(await db.adapters.toArray()).toEqual([{ id: '1a86:7523', family: 'ESP32', chip: 'esp32c3' }]);
});

it('an adapter of which a later bench knew more than this one is asked as an unknown one', async ({ begin }) => {
  const db = newDatabase();
  await db.adapters.put({ id: '1a86:7523', family: 'Realtek' });
  const rig = await begin(db);
  rig.plug(rig.makeBoard('esp32'));
  expect((await rig.lane(({ state }) => state === 'ready')).chip?.chip).toBe('esp32');
});

it('a storage that cannot tell what was met keeps no board waiting', async ({ begin }) => {
  const db = newDatabase();
  db.adapters.get = (() => Promise.reject(new Error('broken'))) as never;
  db.adapters.put = (() => Promise.reject(new Error('broken'))) as never;
  const rig = await begin(db);
  rig.plug(rig.makeBoard('esp32'));
  expect((await rig.lane(({ state }) => state === 'ready')).state).toBe('ready');
});

/** A device that is none of ours: deaf to resets, and it talks all the time. */
const stranger = (made: RigBoard, text: string) => {
  const { board } = made;
  board.power(false);
  const talking = setInterval(() => board.send?.(new TextEncoder().encode(text)), 20);
  return () => clearInterval(talking);
};

it('something else that talks is called so, and is left in peace', async ({ begin }) => {
  const rig = await begin();
  const made = rig.makeBoard('esp32');
  const sent = sentTo(made);
  const stop = stranger(made, '$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n');
  rig.plug(made);
  const lane = await rig.lane(ended);
  stop();
  expect(lane.problem?.code).toBe('board.foreign');
  // One turn of each family: five SYNCs and 400 ms of LinkChecks.
  expect(lane.handshake).toBeUndefined();
  expect(made.port.readable).toBeNull();
  // Nothing of it ends a line or a command: no CR, LF, Ctrl-C, Ctrl-D, Ctrl-X, Ctrl-Z, Esc.
  for (const ends of [0x0d, 0x0a, 0x03, 0x04, 0x18, 0x1a, 0x1b]) expect(sent).not.toContain(ends);
});

it('a line that fell back is begun where it ended the next time, and says why it is slow', async ({ begin }) => {
  const db = newDatabase();
  const run = async () => {
    const rig = await begin(db, { license: false, verify: false, boot: false });
    const made = rig.makeBoard('esp32');
    const opened: number[] = [];
    const set = made.board.hostBaud;
    made.board.hostBaud = (rate) => {
      opened.push(rate);
      set(rate > 921_600 ? rate * 1.2 : rate);
    };
    rig.plug(made);
    const { id } = await rig.lane(({ state }) => state === 'ready');
    await rig.bench.handle({ kind: 'start', lane: id });
    expect((await rig.lane((lane) => lane.state !== 'ready' && ended(lane))).problem).toBeUndefined();
    const facts = rig.events.flatMap((event) => (event.kind === 'lane' ? (event.lane.stations[1]?.fact ?? []) : []));
    return { fastest: Math.max(...opened), writing: facts.find(({ code }) => code === 'writing') };
  };
  await stockFirmware(db);
  const slow = { code: 'writing', details: { baud: 921_600, asked: 2_000_000 } };
  expect(await run()).toEqual({ fastest: 2_000_000, writing: slow });
  expect(await run()).toEqual({ fastest: 921_600, writing: slow });
});

it('what a board said late at its console, and was heard once at the speed of a log, makes no log port of it', async ({
  begin,
}) => {
  const rig = await begin();
  const made = rig.makeBoard('esp32');
  const { board } = made;
  board.power(false);
  const text = new TextEncoder().encode('[01-01 00:00:01 ty I][tuya_main.c:1] Application information:\r\n');
  const set = board.hostBaud;
  let late: ReturnType<typeof setInterval> | undefined;
  board.hostBaud = (rate) => {
    set(rate);
    if (!late && rate === 460_800) late = setInterval(() => board.send?.(text), 20);
    else if (late && rate !== 460_800) {
      clearInterval(late);
      // It answers like any other from here on.
      board.power(true);
    }
  };
  rig.plug(made);
  expect((await rig.lane(({ state }) => state === 'ready' || state === 'yours')).problem).toBeUndefined();
  expect(late).toBeDefined();
});
