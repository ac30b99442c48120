import { expect, it, vi } from 'vitest';
import type { LogLine } from '../../../src/model/log-line';
import { type LaneView, stationNames } from '../../../src/model/run';
import { emptyBind, foldBind } from '../../../src/protocols/bind-log/fold-bind';
import { litLines } from '../../../src/screens/reader/lit-lines';
import { drawLane } from './draw-lane';

// Asks the browser, of which there is none.
vi.mock('../../../src/screens/parts/use-narrow', () => ({ useNarrow: () => false }));

const at = Date.UTC(2026, 10, 22, 14, 32);
const line: LogLine = {
  at,
  level: 'N',
  file: 'mqtt_service.c',
  text: 'Device event TUYA_EVENT_MQTT_CONNECTED)',
  from: 'log-port',
};
const bind = foldBind(emptyBind(), { kind: 'line', line });

const lane = (port: LaneView['port']): LaneView => ({
  id: 'lane',
  port,
  state: 'failed',
  stations: stationNames.map((name) => ({ name, state: name === 'boot' ? 'failed' : 'ahead' })),
  problem: { code: 'bind.unheard', details: {} },
  evidence: [
    { at, text: 'Device event TUYA_EVENT_MQTT_CONNECTED)', from: 'log-port' },
    { at, text: 'tuya> help' },
  ],
  bind,
});

/** What stands in each line of evidence. */
const told = (html: string) =>
  [...html.matchAll(/<li class="[^"]*line[^"]*">(.*?)<\/li>/g)].map(([, line = '']) =>
    line.replaceAll(/<svg.*?<\/svg>|<[^>]+>/g, '').replace(/^[\d:.]+/, ''),
  );

it('each line of a board with two ports says which of them it came out of', async () => {
  const port = { id: 'p', name: 'CH342', use: 'free', log: { use: 'free' } } as LaneView['port'];
  const html = await drawLane(lane(port));
  expect(told(html)).toEqual(['log port Device event TUYA_EVENT_MQTT_CONNECTED)', 'console tuya&gt; help']);
  expect(html).toContain('title="log port: Device event TUYA_EVENT_MQTT_CONNECTED)"');
});

it('lines of a board with one port say nothing of it', async () => {
  const [, typed] = lane({ id: 'p', name: 'CP210x', use: 'free' }).evidence;
  const html = await drawLane({ ...lane({ id: 'p', name: 'CP210x', use: 'free' }), evidence: [typed!] });
  expect(told(html)).toEqual(['tuya&gt; help']);
});

it('a kept run knows it too', () => {
  expect(litLines(bind).map(({ text, from }) => [text, from])).toEqual([
    ['Device event TUYA_EVENT_MQTT_CONNECTED)', 'log-port'],
  ]);
});
