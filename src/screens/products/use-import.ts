/** What was dropped, pasted or asked of the cloud, from its text to what a person decides about. */
import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { AgentEntry } from '../../model/product';
import { type ReadModel, readProductModel, readProductText } from '../../protocols/product-model/read-product';
import { handedOver, takeHandedOver } from '../parts/handed-over';

/** What is known of the product besides its data points. */
export interface About {
  pid: string;
  name: string;
  source: 'cloud' | 'model';
  agent?: AgentEntry;
}

type Refused = Extract<ReadModel, { kind: 'refused' }>;

export type ImportState =
  | { kind: 'idle' }
  | { kind: 'pasting' }
  | { kind: 'reading'; name: string }
  | { kind: 'refused'; name: string; refusal?: Refused }
  | { kind: 'read'; name: string; read: Extract<ReadModel, { kind: 'read' }>; about: About };

/** Models have some kilobytes. */
const largest = 4 * 1024 * 1024;

/** `lamp-model.json` → `lamp-model` */
const stem = (fileName: string): string => fileName.replace(/\.[^.]*$/, '');

export const useImport = (pasteName: string) => {
  const [state, setState] = useState<ImportState>({ kind: 'idle' });

  const look = useCallback((name: string, read: ReadModel, about: About) => {
    if (read.kind === 'read') setState({ kind: 'read', name, read, about });
    else setState({ kind: 'refused', name, refusal: read });
  }, []);

  const takeText = useCallback(
    (text: string) => look(pasteName, readProductText(text), { pid: '', name: '', source: 'model' }),
    [look, pasteName],
  );

  const takeFile = useCallback(
    async (file: Pick<File, 'name' | 'size' | 'text'>) => {
      const { name } = file;
      setState({ kind: 'reading', name });
      if (file.size > largest) return setState({ kind: 'refused', name });
      const text = await file.text().catch(() => '');
      look(name, readProductText(text), { pid: '', name: stem(name), source: 'model' });
    },
    [look],
  );

  /** `result` of the cloud's answer about the model of one device. */
  const takeAnswer = useCallback(
    (name: string, result: unknown, about: About) => look(name, readProductModel(result), about),
    [look],
  );

  const { waiting } = useStore(handedOver);
  useEffect(() => {
    if (!waiting.some((thing) => thing.for === 'products')) return;
    const last = takeHandedOver('products').at(-1);
    if (last && 'file' in last) void takeFile(last.file);
    else if (last) takeText(last.text);
  }, [waiting, takeFile, takeText]);

  return {
    state,
    takeText,
    takeFile,
    takeAnswer,
    paste: () => setState({ kind: 'pasting' }),
    leave: () => setState({ kind: 'idle' }),
  };
};
