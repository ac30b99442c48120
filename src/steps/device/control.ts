/**
 * One device under control: sends data points, hears what it reports, keeps the history of both. Works from the cloud's
 * events; where nothing pushes, the relay asks for all pages, so that a call is paid for once.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Clock, type Moment, momentOf } from '../../model/clock';
import type { Cloud, CloudCall, CloudEvent, EventOrigin } from '../../model/cloud';
import type { DataPoint, DpValue } from '../../model/data-point';
import { answerWithinMs } from '../../model/dp-command';
import {
  type DpEntry,
  type DpHistory,
  type DpNews,
  emptyHistory,
  foldHistory,
  type ToldProperty,
} from '../../model/dp-history';
import { type Asked, askCloud, type CloudTrouble } from './ask-cloud';
import { asDpValue, fieldsOf, readDevice, readLogs, readProperties } from './device-answers';

export interface ControlOutside extends Clock {
  cloud: Cloud;
  deviceId: string;
  points: readonly DataPoint[];
  events: EventOrigin;
  /** Runs `work` after `ms`; the answer cancels it. */
  after(ms: number, work: () => void): () => void;
  newId(): string;
  /** What was told of this device before. */
  past: readonly DpEntry[];
  /** Entries that are new or have changed. */
  remember(entries: readonly DpEntry[]): void;
}

export interface ControlView {
  history: DpHistory;
  /** Why the state of the device could not be asked for. */
  trouble?: CloudTrouble;
}

/** What the agent made of a sentence; only the make-believe cloud has a way to say one to it. */
export type Said =
  | { kind: 'understood'; commands: readonly { code: string; value: DpValue }[] }
  | { kind: 'not-understood' }
  | { kind: 'trouble'; trouble: CloudTrouble };

export interface Control {
  readonly view: StoreApi<ControlView>;
  /** Asks for state and log, and listens until the answer is called. */
  begin(): () => void;
  /** `value` must fit its data point: the cloud may take one that does not, and the device then stays silent. */
  send(point: DataPoint, value: DpValue): Promise<void>;
  say(sentence: string): Promise<Said>;
  refresh(): Promise<void>;
}

/** A report nobody here asked for: the cloud's log knows who did, after a moment. */
const askWhyMs = 1500;
/** A device that talks all day must not spend the project's calls on the reasons. */
const askWhyGapMs = 300_000;
const logPage = '100';
const logSpanMs = 7 * 24 * 3600_000;

const issue = (deviceId: string, values: Readonly<Record<string, DpValue>>): CloudCall => ({
  method: 'POST',
  path: `/v2.0/cloud/thing/${deviceId}/shadow/properties/issue`,
  // A string inside JSON (openapi, section 7).
  body: { properties: JSON.stringify(values) },
});

export const createControl = (outside: ControlOutside): Control => {
  const { cloud, deviceId, points, events, now, ticks, after, newId } = outside;
  const view = createStore<ControlView>(() => ({
    history: foldHistory(emptyHistory, { kind: 'past', entries: outside.past }),
  }));
  const waiting = new Set<() => void>();

  const later = (ms: number, work: () => void): (() => void) => {
    const cancel = after(ms, () => {
      waiting.delete(cancel);
      work();
    });
    waiting.add(cancel);
    return cancel;
  };

  const fold = (news: DpNews): void => {
    const before = view.getState().history;
    const history = foldHistory(before, news);
    if (history === before) return;
    view.setState({ history });
    const known = new Set(before.entries);
    const changed = history.entries.filter((entry) => !known.has(entry));
    if (changed.length > 0) outside.remember(changed);
  };

  const pointOf = (code: string) => points.find((point) => point.code === code);
  const ask = (call: CloudCall): Promise<Asked> => askCloud(cloud, call);
  const get = (path: string, query?: Record<string, string>) => ask({ method: 'GET', path, ...(query && { query }) });

  /** What no device reported the cloud fills in by itself, as of no time or of the binding, which it tells in seconds. */
  const isReported = ({ time }: ToldProperty, activeAt: number | undefined): boolean =>
    time !== 0 && (cloud.virtual || time === undefined || Math.floor(time / 1000) * 1000 !== activeAt);

  const readState = async (): Promise<void> => {
    const [told, facts] = await Promise.all([
      get(`/v2.0/cloud/thing/${deviceId}/shadow/properties`),
      get(`/v2.0/cloud/thing/${deviceId}`),
    ]);
    const failed = [facts, told].find((asked) => !asked.ok);
    view.setState({ trouble: failed && !failed.ok ? failed.trouble : undefined });
    const device = facts.ok ? readDevice(facts.result) : undefined;
    if (told.ok) {
      const properties = readProperties(told.result, points).filter((each) => isReported(each, device?.activeAt));
      fold({ kind: 'shadow', id: newId(), ...momentOf(outside), properties });
    }
    if (device && device.online !== view.getState().history.online) {
      const at = device.heardAt ?? device.activeAt ?? now();
      fold({ kind: device.online ? 'online' : 'offline', at });
    }
  };

  const readLog = async (): Promise<void> => {
    const asked = await get(`/v1.0/devices/${deviceId}/logs`, {
      type: '5,7',
      start_time: String(now() - logSpanMs),
      end_time: String(now() + 60_000),
      size: logPage,
    });
    // Without the log the page still works; a plan that lacks this call is no fault of the device.
    if (asked.ok) fold({ kind: 'past', entries: readLogs(asked.result, points, cloud.virtual) });
  };

  const expected = (code: string, value: DpValue): boolean =>
    view
      .getState()
      .history.entries.some(
        ({ code: of, command }) => of === code && command?.kind === 'answered' && command.value === value,
      );

  let nextWhy = Number.NEGATIVE_INFINITY;
  const askWhy = () => {
    if (ticks() < nextWhy) return;
    nextWhy = ticks() + (cloud.virtual ? askWhyMs : askWhyGapMs);
    later(askWhyMs, () => void readLog());
  };

  const hear = (event: CloudEvent): void => {
    if (event.deviceId !== deviceId) return;
    if (event.kind === 'reported') {
      const properties = event.properties.map(({ code, dpId, value }) => ({
        code,
        dpId: dpId ?? pointOf(code)?.id,
        value: asDpValue(pointOf(code), value),
      }));
      // Latency is ours to measure, so it is our clock that counts.
      fold({ kind: 'reported', id: newId(), ...momentOf(outside), properties });
      const writable = properties.filter(({ code }) => pointOf(code)?.mode !== 'ro');
      if (writable.some(({ code, value }) => !expected(code, value))) askWhy();
    } else if (event.kind === 'online' || event.kind === 'offline') {
      fold({ kind: event.kind, at: event.at, ticks: ticks() });
      if (event.kind === 'online' && events !== 'polling') void readState();
    }
  };

  const command = (id: string, news: Extract<DpNews, { kind: 'command' }>['news']) =>
    fold({ kind: 'command', id, news });

  const track = (point: DataPoint, value: DpValue, source: 'app' | 'agent', moment: Required<Moment>): string => {
    const id = newId();
    fold({ kind: 'sent', id, ...moment, code: point.code, dpId: point.id, value, source });
    later(Math.max(0, moment.ticks + answerWithinMs - ticks()), () => command(id, { kind: 'waited' }));
    return id;
  };

  const settle = (id: string, point: DataPoint, asked: Asked): void => {
    if (asked.ok) command(id, { kind: 'accepted', ...momentOf(outside), silent: point.mode === 'wr' });
    else if (asked.trouble.kind === 'refused') command(id, asked.trouble);
    else command(id, { kind: 'unsent', problem: asked.trouble.problem });
  };

  const say = async (sentence: string): Promise<Said> => {
    const moment = momentOf(outside);
    const asked = await ask({ method: 'POST', path: `/emulated/devices/${deviceId}/agent`, body: { sentence } });
    if (!asked.ok) return { kind: 'trouble', trouble: asked.trouble };
    const { understood, commands } = fieldsOf(asked.result);
    if (understood !== true || !Array.isArray(commands)) return { kind: 'not-understood' };
    const told = commands.flatMap((row) => {
      const { code, value } = fieldsOf(row);
      const point = typeof code === 'string' ? pointOf(code) : undefined;
      return point ? [{ point, value: asDpValue(point, value) }] : [];
    });
    for (const { point, value } of told) settle(track(point, value, 'agent', moment), point, asked);
    return { kind: 'understood', commands: told.map(({ point, value }) => ({ code: point.code, value })) };
  };

  return {
    view,
    begin() {
      const deaf = cloud.listen(hear);
      void readState().then(readLog);
      return () => {
        deaf();
        for (const cancel of waiting) cancel();
        waiting.clear();
      };
    },
    async send(point, value) {
      const id = track(point, value, 'app', momentOf(outside));
      settle(id, point, await ask(issue(deviceId, { [point.code]: value })));
    },
    say,
    async refresh() {
      await readState();
      await readLog();
    },
  };
};
