import { useEffect, useState } from 'react';
import type { LogLine } from '../../model/log-line';
import { own } from '../../model/own';
import { useBench } from '../parts/bench-context';
import { countLines, emptyMinute, type LogMinute } from './log-minute';
import { emptyTrack, followLog, type LogTrack } from './log-track';

const none: readonly LogLine[] = [];

export interface FollowedLog {
  track: LogTrack;
  minute: LogMinute;
}

const empty: FollowedLog = { track: emptyTrack, minute: emptyMinute };

/** The log of a port, at most once per frame however fast the board talks. Mount it anew for another port. */
export const useLog = (port: string): FollowedLog => {
  const { view } = useBench();
  const [log, setLog] = useState(empty);
  useEffect(() => {
    let frame: number | undefined;
    const show = () => {
      frame = undefined;
      const lines = own(view.getState().logs, port) ?? none;
      setLog((before) =>
        lines === before.track.lines
          ? before
          : { track: followLog(before.track, lines), minute: countLines(before.minute, lines) },
      );
    };
    show();
    const stop = view.subscribe((now, before) => {
      if (own(now.logs, port) !== own(before.logs, port)) frame ??= requestAnimationFrame(show);
    });
    return () => {
      stop();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [view, port]);
  return log;
};
