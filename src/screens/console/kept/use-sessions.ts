import { useEffect, useState } from 'react';
import type { LogSession } from '../../../model/log-look';
import { useSurroundings } from '../../parts/bench-context';

/** All logs there are, newest first; undefined until they were asked for. `again` asks anew. */
export const useSessions = () => {
  const { logs } = useSurroundings();
  const [sessions, setSessions] = useState<readonly LogSession[]>();
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each asking is one
  useEffect(() => {
    let gone = false;
    void logs?.ask('sessions', {}).then(
      (found) => gone || setSessions(found),
      () => gone || setSessions([]),
    );
    return () => {
      gone = true;
    };
  }, [logs, asked]);
  return { sessions, again: () => setAsked((before) => before + 1) };
};
