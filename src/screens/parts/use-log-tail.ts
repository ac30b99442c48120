/** The last lines of a port, for a screen that wants a few of them and no console. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { LogLine } from '../../model/log-line';
import { showEverything } from '../../model/log-look';
import { useSurroundings } from './bench-context';

/** What a board says between a command and its answer, with room for chatter. */
const tailLines = 400;
const none: readonly LogLine[] = [];
const noPorts = createStore<readonly string[]>(() => []);

export const useLogTail = (port: string | undefined): readonly LogLine[] => {
  const { logs } = useSurroundings();
  const [lines, setLines] = useState(none);
  useEffect(() => {
    if (!logs || port === undefined) return;
    const eye = logs.open(({ rows }) => setLines(rows.map(({ line }) => line)));
    eye.look({ of: { port }, filter: showEverything, place: { kind: 'end' }, rows: tailLines });
    return () => {
      eye.leave();
      setLines(none);
    };
  }, [logs, port]);
  return lines;
};

/** Ports whose log is held, gone ones too. */
export const useLogPorts = (): readonly string[] => useStore(useSurroundings().logs?.ports ?? noPorts);
