import type { RefusalCode, SheetAnswer, SheetSource } from '../../protocols/license-sheet/sheet';
import type { OpenedSource, SheetDesk } from '../../screens/parts/sheet-desk';
import type { FromSheetWorker, ToSheetWorker } from './messages';

/** The page's end of the worker that reads sheets: one worker for each, ended with it. */

export type SheetWorker = Pick<Worker, 'terminate' | 'onmessage' | 'onerror'> & {
  postMessage(told: ToSheetWorker): void;
};

const startWorker = (): SheetWorker =>
  new Worker(new URL('./sheet-worker.ts', import.meta.url), { type: 'module', name: 'sheet' });

/** Every sheet within the bounds is read in a fraction of it, on a slow computer too. */
const patienceMs = 60_000;

const sourceOf = (source: OpenedSource): SheetSource =>
  'file' in source ? { name: source.file.name, kind: 'xlsx' } : { name: source.name, kind: 'text' };

export const createSheetDesk = (start: () => SheetWorker = startWorker, patience = patienceMs): SheetDesk => ({
  open(source) {
    const worker = start();
    const waiting = new Map<number, (answer: SheetAnswer) => void>();
    let last = 0;
    let over: RefusalCode | undefined;
    const end = (code: RefusalCode) => {
      over ??= code;
      worker.terminate();
      for (const answer of waiting.values()) answer({ kind: 'refused', source: sourceOf(source), code });
      waiting.clear();
    };
    worker.onmessage = ({ data }: MessageEvent<FromSheetWorker>) => {
      waiting.get(data.id)?.(data.answer);
      waiting.delete(data.id);
    };
    worker.onerror = () => end('unreadable');
    worker.postMessage({ kind: 'open', source });
    return {
      read(wishes) {
        if (over) return Promise.resolve({ kind: 'refused', source: sourceOf(source), code: over });
        const id = (last += 1);
        const timer = setTimeout(() => end('too-long'), patience);
        worker.postMessage({ kind: 'read', id, wishes });
        return new Promise<SheetAnswer>((resolve) => waiting.set(id, resolve)).finally(() => clearTimeout(timer));
      },
      close() {
        waiting.clear();
        worker.terminate();
      },
    };
  },
});
