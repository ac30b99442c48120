import type { BenchDatabase } from '../../src/records/database';

const isBytes = (value: object): value is ArrayBuffer | ArrayBufferView =>
  value instanceof ArrayBuffer || ArrayBuffer.isView(value);

/** Everything a value holds as text: strings as they are, bytes as Latin-1, hex, Base64 and UTF-16. */
export const spelled = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return `${value}\n`;
  if (isBytes(value)) {
    const bytes = Buffer.from(ArrayBuffer.isView(value) ? value.buffer : value);
    return (['latin1', 'hex', 'base64', 'utf16le'] as const).map((coding) => `${bytes.toString(coding)}\n`).join('');
  }
  return Object.entries(value)
    .map(([name, part]) => `${name}\n${spelled(part)}`)
    .join('');
};

/** All of the storage as text, for searching secrets in. */
export const everythingStored = async (db: BenchDatabase): Promise<string> =>
  spelled(await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()])));
