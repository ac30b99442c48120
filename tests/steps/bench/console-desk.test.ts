/** A person at a console, over whole conversations with virtual boards. */
import { afterEach, expect, test } from 'vitest';
import type { BoardHabits, VirtualChip } from '../../../src/model/board-habits';
import { usualFormat } from '../../../src/model/line-settings';
import type { Plan } from '../../../src/model/run';
import { consoleOf } from '../../../src/records/consoles';
import type { BenchCommand } from '../../../src/steps/run/messages';
import { everythingStored } from '../../records/stored';
import { createRig, newDatabase } from '../rig';

const key = 'K3yMadeUpForThisTest0123456789ab';
const limit = { timeout: 60_000 };
const lookOnly: Partial<Plan> = { flash: false, license: false, verify: false, boot: false, pair: false };

let end = async () => {};
afterEach(() => end());

/** A board that was recognised, with TuyaOpen's shell on it, and somebody who listens. */
const atConsole = async (chip: VirtualChip = 'esp32', habits: BoardHabits = {}) => {
  const db = newDatabase();
  const rig = await createRig(db, lookOnly);
  end = rig.stop;
  const board = rig.makeBoard(chip, { ...(chip === 'esp32' && { brought: 'second-slot' }), ...habits });
  rig.plug(board);
  const { id } = board.seen;
  const lane = await rig.lane(({ state, port }) => state === 'ready' && port.id === id);
  await rig.bench.idle();
  const lines = () => rig.events.flatMap((event) => (event.kind === 'log' && event.port === id ? event.lines : []));
  const says = () => lines().map(({ text, sent }) => (sent ? `> ${text}` : text));
  const troubles = () => rig.events.flatMap((event) => (event.kind === 'trouble' ? [event.problem] : []));
  const port = () =>
    rig.events
      .flatMap((event) => (event.kind === 'ports' ? [event.ports] : []))
      .at(-1)
      ?.find((view) => view.id === id);
  type Told = BenchCommand extends infer C ? (C extends { port: string } ? Omit<C, 'port'> : never) : never;
  const send = (command: Told) => rig.bench.handle({ ...command, port: id } as BenchCommand);
  const mac = lane.chip?.mac;
  const owner = { port: id, virtual: false, ...(mac && { mac }), usb: { vendorId: 0x1a86, productId: 0x7523 } };
  const hears = (text: string) => expect.poll(() => says().join('\n'), limit).toContain(text);
  return { db, rig, board, lines, says, troubles, port, send, owner, hears };
};

test('a speed the adapter has not got is told, and the old one stays, with the log going on', async () => {
  const at = await atConsole('esp32', { fastestBaud: 921_600 });
  await at.send({ kind: 'console-open', baud: 115_200 });
  await at.send({ kind: 'console-open', baud: 3_000_000 });
  expect(at.troubles()).toEqual([
    { code: 'port.line-refused', details: { name: 'CH340', baud: 3_000_000, kept: 115_200 } },
  ]);
  expect(at.port()).toMatchObject({ use: 'open', baud: 115_200 });
  await at.send({ kind: 'console-send', text: 'read_mac' });
  await at.hears('mac: ');
  // Also where nobody listened yet: the usual speed tells a speed that is not there from a port that is taken.
  await at.send({ kind: 'console-close' });
  await at.send({ kind: 'console-open', baud: 2_000_000 });
  expect(at.troubles()).toHaveLength(2);
  expect(at.port()).toMatchObject({ use: 'open', baud: 115_200 });
  expect((await consoleOf(at.db, at.owner)).line).toMatchObject({ baud: 115_200 });
});

test('a line that was chosen is kept for the board and for the next one on such an adapter', async () => {
  const at = await atConsole();
  const format = { dataBits: 7, parity: 'even', stopBits: 2 } as const;
  await at.send({ kind: 'console-open', baud: 250_000, format });
  expect(at.port()).toMatchObject({ use: 'open', baud: 250_000, format });
  const line = { baud: 250_000, ...format };
  await expect.poll(async () => (await consoleOf(at.db, at.owner)).line, limit).toEqual(line);
  const stranger = { ...at.owner, mac: '02:00:00:00:99:99' };
  await expect.poll(async () => (await consoleOf(at.db, stranger)).line, limit).toEqual(line);
});

test('what is sent is kept for the board, secrets are not, and no line end is forgotten', async () => {
  const at = await atConsole();
  await at.send({ kind: 'console-open', baud: 115_200 });
  await at.send({ kind: 'console-send', text: 'read_mac', end: 'cr' });
  await at.hears('mac: ');
  // The shell takes LF as a second Enter: an empty prompt more, and nothing else.
  await at.send({ kind: 'console-send', text: 'sys_tick', end: 'crlf' });
  await at.hears('uptime.ms');
  await at.send({ kind: 'console-send-bytes', bytes: new TextEncoder().encode('version\r'), typed: '76 …' });
  await at.hears('CLI version: 1.0.0');
  expect(at.says()).toContain('> 76 65 72 73 69 6F 6E 0D');
  await at.send({ kind: 'console-send', text: `auth uuidtest000000000001 ${key}`, end: 'cr' });
  await at.hears('Authorization write succeeds.');
  await at.send({ kind: 'console-send', text: 'kv_set name SomethingSecret', end: 'cr' });
  await expect
    .poll(async () => (await consoleOf(at.db, at.owner)).sent, limit)
    .toEqual([{ text: 'read_mac' }, { text: 'sys_tick' }, { text: '76 …', hex: true }]);
  await expect.poll(async () => (await consoleOf(at.db, at.owner)).end, limit).toBe('crlf');
  const all = (await everythingStored(at.db)) + JSON.stringify(at.rig.events);
  for (const secret of [key.slice(0, 8), 'SomethingSecret']) expect(all).not.toContain(secret);
});

test('a reset shows the boot log while the console stays open, at a speed that is not the ROM’s', async () => {
  const at = await atConsole('esp32');
  await at.send({ kind: 'console-open', baud: 115_200 });
  const opens = at.rig.events.filter((event) => event.kind === 'ports').length;
  await at.send({ kind: 'console-reset', into: 'app' });
  await at.hears('rst:0x1 (POWERON_RESET)');
  await at.hears('Application information:');
  await at.send({ kind: 'console-send', text: 'read_mac' });
  await at.hears('mac: ');
  expect(at.rig.events.filter((event) => event.kind === 'ports')).toHaveLength(opens);
  expect(at.troubles()).toEqual([]);
});

test.each(['esp32', 'esp32c3'] as const)('%s: into the loader, which waits, and back by a reset', async (chip) => {
  const at = await atConsole(chip);
  await at.send({ kind: 'console-open', baud: 921_600 });
  await at.send({ kind: 'console-reset', into: 'loader' });
  await at.hears('waiting for download');
  expect(at.port()).toMatchObject({ use: 'open', baud: 115_200, format: usualFormat });
  expect(at.troubles()).toEqual([]);
  await at.send({ kind: 'console-reset', into: 'app' });
  await at.hears('rst:0x1');
});

test('t5ai: into the loader by knocking, at the speed its ROM knocks back', async () => {
  const at = await atConsole('t5ai');
  await at.send({ kind: 'console-open', baud: 921_600 });
  await at.send({ kind: 'console-reset', into: 'loader' });
  expect(at.troubles()).toEqual([]);
  expect(at.port()).toMatchObject({ use: 'open', baud: 115_200 });
});

test('a board whose IO0 is not wired starts its application, and the bench says that no loader came', async () => {
  const at = await atConsole('esp32');
  // The circuit loses its wire: from now on no program brings the board into its loader.
  const { lines } = at.board.board;
  at.board.board.lines = ({ rts }) => lines({ dtr: false, rts });
  await at.send({ kind: 'console-open', baud: 115_200 });
  await at.send({ kind: 'console-reset', into: 'loader' });
  expect(at.troubles()).toEqual([{ code: 'board.silent', details: { attempts: 2 } }]);
  await at.hears('Application information:');
});

test('a board with RTS straight on its reset pin restarts as well', async () => {
  const at = await atConsole('esp32', { rtsIsReset: true });
  await at.send({ kind: 'console-open', baud: 115_200 });
  // Opening restarts it; its shell answers when that is over.
  await at.hears('Application information:');
  await at.send({ kind: 'console-send', text: 'read_mac' });
  await at.hears('mac: ');
  const before = at.says().length;
  await at.send({ kind: 'console-reset', into: 'app' });
  await expect.poll(() => at.says().slice(before).join('\n'), limit).toContain('Application information:');
});

test('a run that takes the port in the middle of a reset is not disturbed', async () => {
  const at = await atConsole('esp32');
  await at.send({ kind: 'console-open', baud: 115_200 });
  const reset = at.send({ kind: 'console-reset', into: 'loader' });
  await at.send({ kind: 'recognise' });
  await reset;
  await at.rig.lane(({ state }) => state === 'ready');
  expect(at.troubles()).toEqual([]);
  await expect.poll(() => at.port(), limit).toMatchObject({ use: 'open', baud: 115_200 });
});

const heardOf = ({ rig }: Awaited<ReturnType<typeof atConsole>>) =>
  rig.events.flatMap((event) => (event.kind === 'air-heard' ? [event.heard] : []));

test('a board is asked what it hears, and its port is let go again, its log as it was', async () => {
  const only = [
    { ssid: 'Lab', password: 'x', channel: 11, rssi: -70 },
    { ssid: 'Workshop', password: 'x', channel: 1, rssi: -44 },
    { ssid: 'Five', password: 'x', band: '5' as const },
    { ssid: 'Backroom', password: 'x', channel: 6, rssi: -60, hidden: true as const },
  ];
  const at = await atConsole('esp32', { wifi: { only } });
  await at.send({ kind: 'console-scan' });
  expect(heardOf(at)).toEqual([
    { state: 'listening' },
    {
      state: 'heard',
      more: false,
      networks: [
        { ssid: 'Workshop', channel: 1, rssi: -44 },
        { ssid: '', channel: 6, rssi: -60 },
        { ssid: 'Lab', channel: 11, rssi: -70 },
      ],
    },
  ]);
  expect(at.port()).toMatchObject({ use: 'free' });
  expect(at.says().slice(-2)).toEqual(['> sys_log_enable on', 'OK: log enabled']);
});

test('a person who listens goes on listening after a scan', async () => {
  const at = await atConsole();
  await at.send({ kind: 'console-open', baud: 115_200 });
  await at.send({ kind: 'console-scan' });
  expect(heardOf(at).at(-1)).toMatchObject({ state: 'heard' });
  expect(at.port()).toMatchObject({ use: 'open' });
});

test('firmware without the command, and a board that is silent, say so', async () => {
  const older = await atConsole('esp32', { oldFirmware: true });
  await older.send({ kind: 'console-scan' });
  expect(heardOf(older).at(-1)).toEqual({
    state: 'failed',
    problem: { code: 'wifi.cannot-scan', details: { why: 'no-command' } },
  });
  await end();
  const blank = await atConsole('esp32c3');
  await blank.send({ kind: 'console-scan' });
  expect(heardOf(blank).at(-1)).toMatchObject({ state: 'failed', problem: { code: 'console.silent' } });
  expect(blank.port()).toMatchObject({ use: 'free' });
});

test('a run that begins during a scan has the port, and nobody listens there afterwards', async () => {
  const at = await atConsole('esp32c3');
  const scan = at.send({ kind: 'console-scan' });
  await expect.poll(() => at.port()?.use, limit).toBe('open');
  await at.send({ kind: 'recognise' });
  await scan;
  await at.rig.bench.idle();
  expect(heardOf(at).at(-1)).toMatchObject({ state: 'failed' });
  expect(at.troubles()).toEqual([]);
  await expect.poll(() => at.port()?.use, limit).toBe('free');
});
