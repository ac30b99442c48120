import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { firstQuick, movedQuick, suggestedQuick, withoutQuick, withQuick } from '../../src/model/quick-commands';
import { createMaskingDoor } from '../../src/protocols/console/mask';
import {
  type ConsoleOwner,
  consoleOf,
  forgetSent,
  rememberLine,
  rememberLineEnd,
  rememberSent,
} from '../../src/records/consoles';
import { openDatabase } from '../../src/records/database';
import { changeQuick, quickCommands } from '../../src/records/quick-commands';

const fresh = () => openDatabase({ indexedDB: new IDBFactory(), IDBKeyRange });
const usb = { vendorId: 0x1a86, productId: 0x7523 };
const board: ConsoleOwner = { port: 'p1', virtual: false, mac: 'A4:CF:12:00:00:01', usb };
const twin: ConsoleOwner = { ...board, port: 'p2', mac: 'A4:CF:12:00:00:02' };
const line = { baud: 250_000, dataBits: 8, parity: 'even', stopBits: 1 } as const;

it('keeps the line for the board and its kind of adapter, and what was sent for the board alone', async () => {
  const db = fresh();
  await rememberLine(db, board, line);
  await rememberLineEnd(db, board, 'crlf');
  await rememberSent(db, board, { text: 'read_mac' });
  expect(await consoleOf(db, board)).toMatchObject({ line, end: 'crlf', sent: [{ text: 'read_mac' }] });
  expect(await consoleOf(db, twin)).toMatchObject({ line, end: 'crlf', sent: [] });
  expect(await consoleOf(db, { ...board, virtual: true })).toMatchObject({ sent: [] });
  expect((await consoleOf(db, { ...board, virtual: true })).line).toBeUndefined();
});

it('keeps each entry once, the newest last, and fifty of them', async () => {
  const db = fresh();
  for (const text of ['help', 'read_mac', 'help', '  ']) await rememberSent(db, board, { text });
  await rememberSent(db, board, { text: 'help', hex: true });
  const sent = [{ text: 'read_mac' }, { text: 'help' }, { text: 'help', hex: true }];
  expect((await consoleOf(db, board)).sent).toEqual(sent);
  for (let at = 0; at < 60; at++) await rememberSent(db, board, { text: `line ${at}` });
  const kept = (await consoleOf(db, board)).sent;
  expect([kept.length, kept[0]?.text, kept.at(-1)?.text]).toEqual([50, 'line 10', 'line 59']);
  await forgetSent(db, board);
  expect((await consoleOf(db, board)).sent).toEqual([]);
});

it('two tabs that keep something at once lose none of it', async () => {
  const where = { indexedDB: new IDBFactory(), IDBKeyRange };
  const [one, two] = [openDatabase(where), openDatabase(where)];
  await Promise.all(
    [one, two].flatMap((db, tab) => [1, 2, 3].map((n) => rememberSent(db, board, { text: `tab ${tab} line ${n}` }))),
  );
  expect((await consoleOf(one, board)).sent).toHaveLength(6);
  await Promise.all([one, two].map((db, tab) => changeQuick(db, (list) => withQuick(list, { text: `tab ${tab}` }))));
  expect(await quickCommands(two)).toHaveLength(firstQuick.length + 2);
});

it('quick commands are those the bench comes with until somebody changes them, also to none', async () => {
  const db = fresh();
  expect(await quickCommands(db)).toEqual(firstQuick);
  await changeQuick(db, (list) => list.reduce(withoutQuick, list));
  expect(await quickCommands(db)).toEqual([]);
  await db.settings.put({
    name: 'console.quick',
    value: [{ text: 'help' }, 5, { text: 5 }, null, { text: 'A0', hex: true }],
  });
  expect(await quickCommands(db)).toEqual([{ text: 'help' }, { text: 'A0', hex: true }]);
});

it('quick commands move by one place and stop at the ends', () => {
  const [a, b, c] = [{ text: 'a' }, { text: 'b' }, { text: 'c' }];
  expect(movedQuick([a, b, c], c, -1)).toEqual([a, c, b]);
  expect(movedQuick([a, b, c], a, 1)).toEqual([b, a, c]);
  expect(movedQuick([a, b, c], a, -1)).toEqual([a, b, c]);
  expect(movedQuick([a, b, c], c, 1)).toEqual([a, b, c]);
  expect(withQuick([a], a)).toEqual([a]);
});

// authorize-cli, sections 2 and 3: what writes or takes away a license, a binding or a stored value.
it('nothing that comes with the bench writes or destroys, or has a secret in it', () => {
  const dangerous =
    /^(?:auth |auth-reset|kv_set|kv_del|fs_(?:write|append|rm|mv)|sys_iot_(?:reset|stop)|reset$|netmgr)/;
  for (const { text } of suggestedQuick) {
    expect(text).not.toMatch(dangerous);
    expect(createMaskingDoor().sent(text, 0).masked).toBeUndefined();
  }
});

it('opens a database of the bench before it kept consoles, with what was in it', async () => {
  const indexedDB = new IDBFactory();
  const before = new Dexie('bindery', { indexedDB, IDBKeyRange });
  before.version(10).stores({ settings: 'name', adapters: 'id' });
  await before.table('settings').put({ name: 'kept', value: 1 });
  before.close();
  const db = openDatabase({ indexedDB, IDBKeyRange });
  expect((await consoleOf(db, board)).sent).toEqual([]);
  await rememberLine(db, board, line);
  expect((await consoleOf(db, board)).line).toEqual(line);
  expect(await db.settings.get('kept')).toEqual({ name: 'kept', value: 1 });
  db.close();
});
