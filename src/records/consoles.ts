import type { Mac } from '../model/chip';
import type { LineSettings } from '../model/line-settings';
import { adapterId } from '../model/line-speed';
import { isSameEntry, type LineEnd, type SentEntry } from '../model/sending';
import { type BenchDatabase, boardId, type ConsoleRow, stored } from './database';

/** How a person talks to a board: the line, the line end, what was sent. By board, and by adapter before it has a name. */

export interface ConsoleOwner {
  /** Of the port, for a virtual board without a MAC. */
  port: string;
  virtual: boolean;
  mac?: Mac;
  usb?: { vendorId: number; productId: number };
}

const keptEntries = 50;

/** The board first, then its adapter: the first that has something to say is asked. */
export const consoleIds = ({ port, virtual, mac, usb }: ConsoleOwner): readonly string[] => [
  ...(mac ? [boardId(mac, virtual)] : []),
  ...(virtual ? [`virtual ${port}`] : usb ? [adapterId(usb)] : []),
];

const change = (db: BenchDatabase, id: string, work: (row: ConsoleRow) => ConsoleRow): Promise<void> =>
  stored(() =>
    db.transaction('rw', db.consoles, async () => {
      await db.consoles.put(work((await db.consoles.get(id)) ?? { id, sent: [] }));
    }),
  );

/** What is known of that console; what the board does not say, its adapter may. */
export const consoleOf = (db: BenchDatabase, owner: ConsoleOwner): Promise<ConsoleRow> =>
  stored(async () => {
    const ids = consoleIds(owner);
    const [own, kind] = await db.consoles.bulkGet([...ids]);
    const line = own?.line ?? kind?.line;
    const end = own?.end ?? kind?.end;
    return { id: ids[0] ?? '', ...(line && { line }), ...(end && { end }), sent: own?.sent ?? [] };
  });

/** For the board and for its adapter: the next board on it is of the same kind more often than not. */
export const rememberLine = async (db: BenchDatabase, owner: ConsoleOwner, line: LineSettings): Promise<void> => {
  const { baud, dataBits, parity, stopBits } = line;
  const plain = { baud, dataBits, parity, stopBits };
  for (const id of consoleIds(owner)) await change(db, id, (row) => ({ ...row, line: plain }));
};

export const rememberLineEnd = async (db: BenchDatabase, owner: ConsoleOwner, end: LineEnd): Promise<void> => {
  for (const id of consoleIds(owner)) await change(db, id, (row) => ({ ...row, end }));
};

/** The caller has made sure that no secret is in it. Once each, the newest last. */
export const rememberSent = async (db: BenchDatabase, owner: ConsoleOwner, entry: SentEntry): Promise<void> => {
  const [id] = consoleIds(owner);
  if (id === undefined || entry.text.trim() === '') return;
  await change(db, id, (row) => ({
    ...row,
    sent: [...row.sent.filter((other) => !isSameEntry(other, entry)), entry].slice(-keptEntries),
  }));
};

export const forgetSent = async (db: BenchDatabase, owner: ConsoleOwner): Promise<void> => {
  const [id] = consoleIds(owner);
  if (id !== undefined) await change(db, id, (row) => ({ ...row, sent: [] }));
};
