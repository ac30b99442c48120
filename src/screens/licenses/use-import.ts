/** A sheet on its way into the ledger: looked at first, then kept in whole or not at all. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { asBenchError, type Problem } from '../../model/problem';
import { readSheetFile, readSheetText } from '../../protocols/license-sheet/open-sheet';
import type { SheetRefusal, SheetReport } from '../../protocols/license-sheet/sheet';
import { benchDatabase } from '../../records/database';
import { compareWithLedger, type ImportOutcome, importLicenses } from '../../records/license-import';
import { handedOver, takeHandedOver } from '../parts/handed-over';
import { batchNameOf } from './batch-name';
import type { BatchKey } from './ledger-view';

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
  | { kind: 'refused'; refusal: SheetRefusal }
  | { kind: 'failed'; problem: Problem }
  | (LookedAt & { keeping?: boolean });

type Source = { file: File } | { text: string; name: string };

const nameOf = (source: Source) => ('file' in source ? source.file.name : source.name);

const look = async (source: Source): Promise<ImportState> => {
  const began = performance.now();
  const read =
    'file' in source
      ? await readSheetFile(source.file)
      : await readSheetText(source.text, { name: source.name, kind: 'text' });
  if (read.kind === 'refused') return { kind: 'refused', refusal: read };
  const outcome = await compareWithLedger(benchDatabase(), { rows: read.licenses, virtual: false });
  const took = performance.now() - began;
  return { kind: 'looked-at', report: read, outcome, batch: batchNameOf(nameOf(source)), virtual: false, took };
};

const asFailed = (fault: unknown): ImportState => ({ kind: 'failed', problem: asBenchError(fault).problem });

export const useImport = (pasteName: string, onKept: (batch: BatchKey, kept: number) => void) => {
  const [state, setState] = useState<ImportState>({ kind: 'idle' });
  /** Files that wait until the one before them is kept or not. */
  const queue = useRef<Source[]>([]);
  const busy = useRef(false);

  const next = useCallback(() => {
    const source = queue.current.shift();
    busy.current = source !== undefined;
    if (!source) return setState({ kind: 'idle' });
    setState({ kind: 'reading', name: nameOf(source) });
    void look(source).catch(asFailed).then(setState);
  }, []);

  const take = useCallback(
    (sources: readonly Source[]) => {
      queue.current.push(...sources);
      if (!busy.current) next();
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
    void compareWithLedger(benchDatabase(), { rows: looked.report.licenses, virtual })
      .then((outcome) => setState({ ...looked, virtual, outcome }))
      .catch((fault: unknown) => setState(asFailed(fault)));
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
      onKept({ batch: name, virtual }, kept.free + kept.spent);
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
    rename: (looked: LookedAt, batch: string) => setState({ ...looked, batch }),
    chooseKind,
    keep,
    /** Away with what is on the table; the next file, if one waits. */
    leave: next,
  };
};
