import { openSheetFile, openSheetText } from '../../protocols/license-sheet/reading/open-sheet';
import { readOpened } from '../../protocols/license-sheet/reading/read-opened';
import type { Opened } from '../../protocols/license-sheet/sheet';
import type { OpenedSource } from '../../screens/parts/sheet-desk';
import type { FromSheetWorker, ToSheetWorker } from './messages';

/** One sheet, opened once and read after every answer. It ends when the page ends it. */

let opened: Promise<Opened> | undefined;

const open = (source: OpenedSource): Promise<Opened> =>
  'file' in source ? openSheetFile(source.file) : openSheetText(source.text, { name: source.name, kind: 'text' });

addEventListener('message', ({ data }: MessageEvent<ToSheetWorker>) => {
  if (data.kind === 'open') {
    opened = open(data.source);
    return;
  }
  const { id, wishes } = data;
  const tell = (answer: FromSheetWorker['answer']) => postMessage({ id, answer } satisfies FromSheetWorker);
  void opened?.then((sheet) => {
    try {
      tell(readOpened(sheet, wishes));
    } catch {
      // A fault of ours: said without what it stumbled over, which may hold an AuthKey.
      tell({ kind: 'refused', source: sheet.source, code: 'unreadable' });
    }
  });
});
