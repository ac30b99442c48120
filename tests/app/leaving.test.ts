import { expect, it } from 'vitest';
import { askBeforeLeaving, isBeingWritten } from '../../src/app/leaving';
import type { FactCode, FlashProgress, LaneState, LaneView, StationName } from '../../src/model/run';
import type { ToolView } from '../../src/model/tool';
import { createBenchView } from '../../src/steps/bench/bench-view';

const laneAt = (
  current: StationName,
  fact: FactCode,
  phase?: FlashProgress['phase'],
  state: LaneState = 'running',
): LaneView => ({
  id: 'a',
  port: { id: 'p', name: 'p', use: 'open' },
  state,
  current,
  stations: [{ name: current, state: 'working', fact: { code: fact, details: {} } }],
  evidence: [],
  ...(phase && { progress: { phase } as FlashProgress }),
});

const toolAt = (phase: ToolView['phase'], state: ToolView['state'] = 'working'): LaneView => ({
  ...laneAt('control', 'dp-answered', undefined, 'proven'),
  tool: { ask: { tool: 'map' }, state, phase, done: 0, total: 1, began: { at: 0 } },
});

it.each<[boolean, string, LaneView]>([
  [false, 'a loader is asked', laneAt('flash', 'preparing', 'connecting')],
  [false, 'the chip is asked what it holds', laneAt('flash', 'writing', 'comparing')],
  [true, 'the flash is erased', laneAt('flash', 'writing', 'erasing')],
  [true, 'the flash is written', laneAt('flash', 'writing', 'writing')],
  [true, 'its checksum is not there yet', laneAt('flash', 'writing', 'checking')],
  [false, 'the application starts', laneAt('flash', 'booting', 'booting')],
  [false, 'a license is set aside', laneAt('license', 'set-aside')],
  [true, 'a license is sent', laneAt('license', 'sending')],
  [true, 'a license is burned once more', laneAt('license', 'writing-again')],
  [false, 'the board has it', laneAt('license', 'accepted')],
  [false, 'it is read back', laneAt('verify', 'reading-back')],
  [true, 'a calibration is written back', laneAt('recognise', 'writing', undefined, 'recognising')],
  [true, 'Wi-Fi and token are handed over', laneAt('pair', 'wifi-sent')],
  [true, 'the binding of before is taken off', laneAt('pair', 'letting-go')],
  [false, 'the board was told all', laneAt('pair', 'wifi-accepted')],
  [true, 'a tool erases', toolAt('erasing')],
  [true, 'a tool has not proved yet what it erased', toolAt('checking')],
  [true, 'a tool keeps what it will erase', toolAt('keeping')],
  [false, 'a tool reads', toolAt('reading')],
  [false, 'a tool has come to its end', toolAt('erasing', 'done')],
  [false, 'the run has failed', laneAt('flash', 'writing', undefined, 'failed')],
  [false, 'the run was stopped', laneAt('license', 'sending', undefined, 'stopped')],
])('beforeunload while something is being written, only then: %s when %s', (written, _, lane) => {
  expect(isBeingWritten(lane)).toBe(written);
});

it('asks before the page is left while a lane is being written, and lets it go at any other time', () => {
  const view = createBenchView();
  const page = new EventTarget();
  const leave = () => {
    const event = new Event('beforeunload', { cancelable: true });
    page.dispatchEvent(event);
    return event.defaultPrevented ? 'asked' : 'left';
  };
  const stop = askBeforeLeaving(view, page);
  expect(leave()).toBe('left');
  view.setState({ lanes: [laneAt('flash', 'writing', 'writing')] });
  expect(leave()).toBe('asked');
  view.setState({ lanes: [laneAt('flash', 'booting', 'booting')] });
  expect(leave()).toBe('left');
  view.setState({ lanes: [laneAt('flash', 'booting', 'booting'), { ...laneAt('license', 'sending'), id: 'b' }] });
  expect(leave()).toBe('asked');
  stop();
  expect(leave()).toBe('left');
});
