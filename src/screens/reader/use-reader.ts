/** A log on its way in: from a file, dropped or chosen, or pasted. Nothing of it is kept. */
import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { LogLine } from '../../model/log-line';
import { readSavedLog } from '../../protocols/bind-log/saved-log';
import { handedOver, takeHandedOver } from '../parts/handed-over';

/** A day of a talkative board; more would hold the page up. */
export const largestMebibytes = 32;

export type ReaderState =
  | { kind: 'idle' }
  | { kind: 'reading' }
  | { kind: 'read'; name: string; lines: readonly LogLine[] }
  | { kind: 'refused'; name: string; why: 'too-large' | 'unreadable' | 'empty' };

const enough = 64;

/**
 * Without its mark, as in the rest of a file that was cut: every other byte of Latin text is nothing. Read as it stands, no
 * word of it would be known, and none of its secrets hidden.
 */
const unmarked = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  const head = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  const most = Math.max(even, odd);
  if (head.length < enough || most < head.length / 4 || Math.min(even, odd) > most / 8) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
};

/** Windows shells write UTF-16 when a log is redirected into a file. */
export const textOf = (bytes: Uint8Array): string => {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : unmarked(bytes);
  return new TextDecoder(utf16 ?? 'utf-8').decode(bytes);
};

const readText = (name: string, text: string): ReaderState => {
  const lines = readSavedLog(text);
  return lines.length > 0 ? { kind: 'read', name, lines } : { kind: 'refused', name, why: 'empty' };
};

const readFile = async (file: File): Promise<ReaderState> => {
  const { name } = file;
  if (file.size > largestMebibytes * 1024 * 1024) return { kind: 'refused', name, why: 'too-large' };
  try {
    return readText(name, textOf(new Uint8Array(await file.arrayBuffer())));
  } catch {
    return { kind: 'refused', name, why: 'unreadable' };
  }
};

/** `pasteName` is what pasted text is called. */
export const useReader = (pasteName: string) => {
  const [state, setState] = useState<ReaderState>({ kind: 'idle' });
  const takeText = useCallback((text: string) => setState(readText(pasteName, text)), [pasteName]);
  const takeFile = useCallback(async (file: File) => {
    setState({ kind: 'reading' });
    setState(await readFile(file));
  }, []);

  const { waiting } = useStore(handedOver);
  useEffect(() => {
    if (!waiting.some((thing) => thing.for === 'log')) return;
    const last = takeHandedOver('log').at(-1);
    if (last && 'file' in last) void takeFile(last.file);
    else if (last) takeText(last.text);
  }, [waiting, takeFile, takeText]);

  return { state, takeText, takeFile, leave: () => setState({ kind: 'idle' }) };
};
