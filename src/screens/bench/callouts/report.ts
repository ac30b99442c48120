/** What a person can paste into a report: the lane as it is. It never held a secret, so it needs no masking here. */
import type { LaneView, Plan } from '../../../model/run';
import type { BrowserFacts } from '../../parts/bench-context';
import { errorId } from '../../parts/lane-words';

export const laneReport = (lane: LaneView, plan: Plan, browser: BrowserFacts): string => {
  const { chip, app, port, problem, stations, evidence, license, onBoard, state, startedAt, endedAt } = lane;
  const when = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
  return JSON.stringify(
    {
      bindery: [browser.version, browser.build].filter(Boolean).join(' '),
      browser: `${browser.name}, ${browser.system}`,
      error: problem && { id: errorId(problem.code), ...problem },
      state,
      startedAt: when(startedAt),
      endedAt: when(endedAt),
      port: {
        name: port.name,
        usb: [port.usbVendorId, port.usbProductId],
        virtual: port.virtual?.habit,
        speed: port.virtual?.speed,
      },
      chip,
      app,
      onBoard,
      license,
      plan,
      stations,
      evidence: evidence.map((line) => ({ ...line, at: when(line.at), ticks: undefined })),
    },
    undefined,
    2,
  );
};
