import { type Row, readWorkbookPlainly } from './plain-workbook';

/**
 * How many rows of a file each tool would hand out, counted as authorize-cli, section 4, says it counts, and written
 * without a line of the bench's own reader:
 *
 * - 2.x reads the active sheet; header in row 1, names without case; a row is used for `USED` alone.
 * - 3.x reads the first sheet; a row is used for its own words alone, `USED` is none of them; it never looks at the MAC.
 */

const laterWords = ['MACREAD', 'AUTHWRITTEN', 'AUTHVERIFIED', 'DONE', 'OTPLOCKED'];

const handedOut = (rows: readonly Row[], isUsed: (status: string) => boolean): string[] | undefined => {
  const [header = [], ...body] = rows;
  const names = header.map((name) => name.trim().toLowerCase());
  const uuid = names.indexOf('uuid');
  const key = names.findIndex((name) => name === 'authkey' || name === 'key');
  if (uuid < 0 || key < 0) return undefined;
  // A tool that reads into a dictionary keeps the last column of a name, one that searches the first: both must hold.
  const status = [names.indexOf('status'), names.lastIndexOf('status')];
  return body
    .filter((row) => row[uuid] && row[key])
    .filter((row) => status.some((at) => !isUsed(at < 0 ? '' : (row[at] ?? '').trim())))
    .map((row) => row[uuid]!);
};

/** UUIDs each tool would hand out; undefined when it refuses the file. */
export const judged = (bytes: Uint8Array): { two: string[] | undefined; three: string[] | undefined } => {
  const { sheets, active } = readWorkbookPlainly(bytes);
  return {
    two: handedOut(sheets[active] ?? [], (status) => status === 'USED'),
    three: handedOut(sheets[0] ?? [], (status) => laterWords.includes(status)),
  };
};
