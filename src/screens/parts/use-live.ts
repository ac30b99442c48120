import { useEffect, useState } from 'react';
import type { Problem } from '../../model/problem';
import { watchRecords } from '../../records/watch';

/** `answer` is missing until storage has been asked once; a fault leaves the last one on screen. */
export interface Live<Answer> {
  answer?: Answer;
  problem?: Problem;
}

/** What storage says now and whenever it changes. `ask` must keep its identity as long as the question is the same. */
export const useLive = <Answer>(ask: () => Promise<Answer>): Live<Answer> => {
  const [live, setLive] = useState<Live<Answer>>({});
  useEffect(
    () =>
      watchRecords(
        ask,
        (answer) => setLive({ answer }),
        ({ problem }) => setLive((before) => ({ ...before, problem })),
      ),
    [ask],
  );
  return live;
};
