/** What a screen reader is told: one sentence when a board changes phase, never one per percent. */
import { useEffect, useRef, useState } from 'react';
import { bench } from '../../i18n/en/bench';
import { problems } from '../../i18n/en/problems';
import { shell } from '../../i18n/en/shell';
import { useLanguage, useText } from '../../i18n/use-text';
import type { ProblemCode } from '../../model/problem';
import type { LaneView, StationView } from '../../model/run';
import type { UnfinishedWrite } from '../../model/unfinished-write';
import { Spoken } from '../../ui/text';
import { useBench } from '../parts/bench-context';
import { boardName, isBusy, ownMacOf } from '../parts/lane-words';

/** Two views with one key are one phase. */
export const phaseKey = (lane: LaneView): string =>
  [
    lane.state,
    lane.current,
    lane.problem?.code,
    lane.stations.find(({ name }) => name === lane.current)?.state,
    lane.cameInstead?.mac,
  ].join();

/** What is still to come, or is not done at all, is no news. */
export const hasHappened = ({ state }: Pick<StationView, 'state'>): boolean =>
  state !== 'ahead' && state !== 'left-out';

const halfDone = ({ erase, copy }: UnfinishedWrite): ProblemCode =>
  erase ? 'flash.half-erased' : copy ? 'flash.half-copied' : 'flash.unfinished';

export const Announcement = () => {
  const language = useLanguage();
  const words = { language, shell: useText(shell), bench: useText(bench), problems: useText(problems) };
  const latest = useRef(words);
  latest.current = words;
  const { view } = useBench();
  const [sentence, setSentence] = useState({ text: '', language });
  useEffect(() => {
    const told = new Map<string, string>();
    const sayOf = (lane: LaneView): string | undefined => {
      const { shell: t, bench: b, problems: p } = latest.current;
      if (lane.cameInstead && !isBusy(lane)) return b.lane.cameInstead(ownMacOf(lane), lane.cameInstead.mac);
      if (lane.problem && !(lane.state === 'running')) return p.of[lane.problem.code].title(lane.problem.details);
      if (lane.state === 'ready' && lane.unfinished) return p.of[halfDone(lane.unfinished)].title({});
      if (lane.state === 'ready' || lane.state === 'gone' || lane.state === 'stopped' || lane.state === 'proven')
        return t[lane.state];
      if (lane.state === 'yours') return b.hand.eitherTitle;
      const station = lane.stations.find(({ name }) => name === lane.current);
      return station && hasHappened(station)
        ? b.lane.current(b.stations[station.name], b.states[station.state])
        : undefined;
    };
    const look = (lanes: readonly LaneView[]) => {
      for (const lane of lanes) {
        const key = phaseKey(lane);
        if (told.get(lane.id) === key) continue;
        told.set(lane.id, key);
        const what = sayOf(lane);
        const now = latest.current;
        if (what) setSentence({ text: now.shell.said(boardName(lane), what), language: now.language });
      }
    };
    look(view.getState().lanes);
    return view.subscribe(({ lanes }) => look(lanes));
  }, [view]);
  // What was said in another language is old news, and no words of this page.
  return <Spoken>{sentence.language === language ? sentence.text : ''}</Spoken>;
};
