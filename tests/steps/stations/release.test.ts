/** Released over the cable: the deed counts, in whatever words it is told, or seen after a restart (authorize-cli, section 6). */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLane } from '../../../src/steps/run/lane';
import type { RunContext } from '../../../src/steps/run/step';
import { releaseOverCable } from '../../../src/steps/stations/release';
import { said } from '../../protocols/bind-log/heard';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const bound = 'Tuya Event ID:2(TUYA_EVENT_MQTT_CONNECTED)';
const waits = 'Tuya Event ID:0(TUYA_EVENT_BIND_START)';

/** A console that knows `knows`, says `afterReset` a second after it, and `afterBoot` when it is restarted. */
const release = async ({
  knows = 'sys_iot_reset',
  afterReset = [],
  afterBoot = [],
}: {
  knows?: string;
  afterReset?: string[];
  afterBoot?: string[];
}) => {
  const clock = { now: () => Date.now(), ticks: () => Date.now() };
  const lane = createLane('lane', { id: 'port', name: 'CH340', use: 'free' }, clock, () => {});
  const done: string[] = [];
  const tell = (texts: readonly string[]) => {
    const lines = said(...texts);
    lane.noteLog(lines);
    for (const line of lines) lane.bind({ kind: 'line', line });
  };
  tell([bound]);
  const type = (text: string) => {
    done.push(text);
    if (text === knows) setTimeout(() => tell(afterReset), 1000);
  };
  const shell = {
    restoreLog: async () => {},
    ask: async (text: string) => {
      type(text);
      return text === knows ? [] : ['No command or file name'];
    },
    say: async (text: string) => type(text),
  };
  const hands = {
    shell: async () => shell,
    boot: async () => {
      done.push('boot');
      setTimeout(() => tell(afterBoot), 500);
      return shell;
    },
  };
  const context = {
    lane,
    hands,
    signal: new AbortController().signal,
    settled: (what: string) => done.push(`settled ${what}`),
  } as unknown as RunContext;
  const outcome = releaseOverCable(context);
  await vi.advanceTimersByTimeAsync(60_000);
  return { released: await outcome, done };
};

it.each([
  ['its application’s words', ['Activated data remove successed']],
  ['the event', ['Tuya Event ID:12(TUYA_EVENT_RESET_COMPLETE)']],
  ['nothing but that it waits to be bound, its own words lost on the line', [waits]],
])('is told by %s', async (_how, afterReset) => {
  const { released, done } = await release({ afterReset });
  expect(released).toBe(true);
  expect(done).toEqual(['sys_iot_reset', 'settled release']);
});

it('is asked for in older words where the newer ones are not known', async () => {
  const { released, done } = await release({ knows: 'reset', afterReset: [waits] });
  expect([released, done]).toEqual([true, ['sys_iot_reset', 'reset', 'settled release']]);
});

it('is seen after a restart when nothing was heard of it', async () => {
  const { released, done } = await release({ afterBoot: [waits] });
  expect([released, done]).toEqual([true, ['sys_iot_reset', 'boot', 'settled release']]);
});

it.each([
  ['is bound after the restart, too', ['Tuya Event ID:3(TUYA_EVENT_MQTT_CONNECTED)']],
  ['says nothing at all', []],
])('is not believed of a board that %s: then the answer holds for the way over the air', async (_what, afterBoot) => {
  const { released, done } = await release({ knows: 'nothing', afterBoot });
  expect(released).toBe(false);
  expect(done).not.toContain('settled release');
});
