/** A sheet on its way into the ledger: looked at first, then kept in whole or not at all. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { asBenchError, type Problem } from '../../../model/problem';
import type {
  Answer,
  SheetAnswer,
  SheetChoice,
  SheetRefusal,
  SheetReport,
  SheetWishes,
} from '../../../protocols/license-sheet/sheet';
import { benchDatabase } from '../../../records/database';
import { compareWithLedger, type ImportOutcome, importLicenses } from '../../../records/license-import';
import { useSurroundings } from '../../parts/bench-context';
import { handedOver, takeHandedOver } from '../../parts/handed-over';
import type { OpenedSource, SheetSession } from '../../parts/sheet-desk';
import { batchNameOf } from '../ledger/batch-name';
import type { BatchKey } from '../ledger/ledger-view';

export interface LookedAt {
  kind: 'looked-at';
  report: SheetReport;
  outcome: ImportOutcome;
  batch: string;
  virtual: boolean;
  /** Milliseconds it took to read and check. */
  took: number;
}

export type ImportState =
  | { kind: 'idle' }
  | { kind: 'pasting' }
  | { kind: 'reading'; name: string }
  | { kind: 'choosing'; choice: SheetChoice }
  | { kind: 'refused'; refusal: SheetRefusal }
  | { kind: 'failed'; problem: Problem }
  /** `busy`: it is read again after an answer. */
  | (LookedAt & { keeping?: boolean; busy?: boolean });

const nameOf = (source: OpenedSource) => ('file' in source ? source.file.name : source.name);

const asFailed = (fault: unknown): ImportState => ({ kind: 'failed', problem: asBenchError(fault).problem });

/** `before`: what was on the table, with the name and kind a person gave it. */
const stateOf = async (answer: SheetAnswer, name: string, began: number, before?: LookedAt): Promise<ImportState> => {
  if (answer.kind === 'refused') return { kind: 'refused', refusal: answer };
  if (answer.kind === 'choice') return { kind: 'choosing', choice: answer };
  const { batch = batchNameOf(name), virtual = false, took } = before ?? {};
  const outcome = await compareWithLedger(benchDatabase(), { rows: answer.licenses, virtual });
  return { kind: 'looked-at', report: answer, outcome, batch, virtual, took: took ?? performance.now() - began };
};

export const useImport = (
  pasteName: string,
  onKept: (batch: BatchKey, kept: Pick<ImportOutcome, 'free' | 'spent'>) => void,
) => {
  const { sheets } = useSurroundings();
  const [state, setState] = useState<ImportState>({ kind: 'idle' });
  /** Files that wait until the one before them is kept or not. */
  const queue = useRef<OpenedSource[]>([]);
  const onTable = useRef<{ session: SheetSession; name: string; wishes: SheetWishes }>(undefined);

  const read = useCallback((more: SheetWishes, before?: LookedAt) => {
    const current = onTable.current;
    if (!current) return;
    const began = performance.now();
    current.wishes = { ...current.wishes, ...more };
    const { wishes } = current;
    void current.session
      .read(wishes)
      .then((answer) => stateOf(answer, current.name, began, before))
      .catch(asFailed)
      .then((next) => {
        // Another file, or another answer, came in between.
        if (onTable.current !== current || current.wishes !== wishes) return;
        setState((now) =>
          next.kind === 'looked-at' && now.kind === 'looked-at' ? { ...next, batch: now.batch } : next,
        );
      });
  }, []);

  const clear = useCallback(() => {
    onTable.current?.session.close();
    onTable.current = undefined;
  }, []);
  // Its worker ends with the screen.
  useEffect(() => clear, [clear]);

  const next = useCallback(() => {
    clear();
    const source = queue.current.shift();
    if (!source) return setState({ kind: 'idle' });
    onTable.current = { session: sheets.open(source), name: nameOf(source), wishes: {} };
    setState({ kind: 'reading', name: nameOf(source) });
    read({});
  }, [clear, read, sheets]);

  const take = useCallback(
    (sources: readonly OpenedSource[]) => {
      queue.current.push(...sources);
      if (!onTable.current) next();
    },
    [next],
  );

  const { waiting } = useStore(handedOver);
  useEffect(() => {
    if (!waiting.some((thing) => thing.for === 'licenses')) return;
    const things = takeHandedOver('licenses');
    take(things.map((thing) => ('file' in thing ? { file: thing.file } : { text: thing.text, name: pasteName })));
  }, [waiting, take, pasteName]);

  /** For the other kind of boards: what the ledger says to it may differ. */
  const chooseKind = (looked: LookedAt, virtual: boolean) => {
    // Nothing is kept as the other kind meanwhile.
    setState({ ...looked, virtual, busy: true });
    read({}, { ...looked, virtual });
  };

  const keep = async (looked: LookedAt) => {
    const { report, batch, virtual } = looked;
    setState({ ...looked, keeping: true });
    try {
      const name = batch.trim() || batchNameOf(report.source.name);
      const kept = await importLicenses(benchDatabase(), {
        rows: report.licenses,
        batch: name,
        virtual,
        now: Date.now(),
      });
      onKept({ batch: name, virtual }, kept);
      next();
    } catch (fault) {
      setState(asFailed(fault));
    }
  };

  return {
    state,
    takeFiles: (files: readonly File[]) => take(files.map((file) => ({ file }))),
    takeText: (text: string) => take([{ text, name: pasteName }]),
    paste: () => setState((now) => (now.kind === 'idle' ? { kind: 'pasting' } : now)),
    chooseSheets: (tabs: readonly number[]) => read({ tabs }),
    nameColumns: (tab: number, columns: { uuid: number; authKey: number }) =>
      read({ columns: { ...onTable.current?.wishes.columns, [tab]: columns } }),
    answer: (looked: LookedAt, answers: Readonly<Record<string, Answer>>) => {
      setState({ ...looked, busy: true });
      read({ answers: { ...onTable.current?.wishes.answers, ...answers } }, looked);
    },
    rename: (looked: LookedAt, batch: string) => setState({ ...looked, batch }),
    chooseKind,
    keep,
    /** Away with what is on the table, also while it is read; the next file, if one waits. */
    leave: next,
  };
};
