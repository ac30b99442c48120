/** A whole log as a text file, piece by piece: the page never holds more of it as lines than one piece. */
import type { LogOf, LogStream } from '../../../../model/log-look';
import { hexDump } from '../../../../protocols/console/hex-dump';
import { logFileName, logText } from '../../../../protocols/console/log-text';
import type { LogDesk } from '../../../parts/log-desk';
import { saveFile } from '../../../parts/save-file';

export const saveWholeLog = async (
  logs: Pick<LogDesk, 'ask'>,
  of: LogOf,
  { name, mask, from = 0, told }: { name: string; mask: string; from?: number; told?: (lines: number) => void },
): Promise<number> => {
  const parts: Blob[] = [];
  let lines = 0;
  for (let next: number | undefined = from; next !== undefined; ) {
    const piece: { lines: Parameters<typeof logText>[0]; next?: number } = await logs.ask('piece', { of, from: next });
    // A blob may lie on the disk; text would stay in the memory of the page.
    parts.push(new Blob([logText(piece.lines, mask)]));
    lines += piece.lines.length;
    told?.(lines);
    next = piece.next;
  }
  saveFile(logFileName(name, Date.now()), new Blob(parts, { type: 'text/plain;charset=utf-8' }));
  return lines;
};

/** The shown lines alone, in the same way. */
export const saveShownLines = async (
  logs: Pick<LogDesk, 'ask'>,
  view: string,
  { name, mask, shown }: { name: string; mask: string; shown: number },
): Promise<number> => {
  const parts: Blob[] = [];
  let lines = 0;
  while (lines < shown) {
    const rows = await logs.ask('rows', { view, row: lines, count: 4096 });
    if (rows.length === 0) break;
    parts.push(
      new Blob([
        logText(
          rows.map(({ line }) => line),
          mask,
        ),
      ]),
    );
    lines += rows.length;
  }
  saveFile(logFileName(name, Date.now()), new Blob(parts, { type: 'text/plain;charset=utf-8' }));
  return lines;
};

/** The bytes that are kept, as rows of hex. */
export const saveBytes = async (
  logs: Pick<LogDesk, 'ask'>,
  of: LogOf,
  stream: LogStream,
  name: string,
): Promise<number> => {
  const parts: Blob[] = [];
  let bytes = 0;
  for (let from = 0; ; ) {
    const piece = await logs.ask('bytes', { of, stream, from, to: Number.MAX_SAFE_INTEGER });
    if (piece.bytes.length === 0) break;
    parts.push(new Blob([hexDump(piece)]));
    bytes += piece.bytes.length;
    from = piece.from + piece.bytes.length;
  }
  saveFile(logFileName(`${name}-hex`, Date.now()), new Blob(parts, { type: 'text/plain;charset=utf-8' }));
  return bytes;
};
