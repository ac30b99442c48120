import { describe, expect, it } from 'vitest';
import type { BindView } from '../../../src/model/bind';
import { createLane } from '../../../src/steps/run/lane';
import { bindSettled } from '../../../src/steps/stations/bind-wait';
import { said } from '../../protocols/bind-log/heard';

const start = ['Application information:', 'Authorization read succeeds.', 'Tuya Event ID:1(TUYA_EVENT_BIND_START)'];
const noCloud = ['[mqbind] updating endpoint region...', 'DNS parser host h6.iot-dns.com failed -1'];
const hasToken = ({ steps }: BindView) => steps.some(({ name, state }) => name === 'token' && state === 'proven');

const rig = () => {
  const ticks = () => performance.now();
  const lane = createLane('l', { id: 'p', name: 'p', use: 'free' }, { now: Date.now, ticks }, () => {});
  return {
    lane,
    say: (...texts: string[]) => {
      for (const line of said(...texts)) lane.bind({ kind: 'line', line });
    },
    wait: (withinMs: number) => bindSettled(lane, hasToken, { withinMs, signals: [], ticks }),
  };
};

describe.concurrent('while a board waits for its QR code to be scanned', () => {
  it('a cloud that it cannot reach is told, and not that nobody scanned', async () => {
    const { say, wait } = rig();
    say(...start, 'wired status changed to 1, old stat: 0', ...noCloud);
    expect(await wait(60_000)).toMatchObject({ kind: 'stuck', fault: { code: 'bind.no-dns' } });
  });

  it('a cable that is put in late is waited for', async () => {
    const { say, wait } = rig();
    say(...start, 'wired status changed to 0, old stat: 0');
    const end = wait(60_000);
    say('wired status changed to 1, old stat: 0', 'tuya_iot.c| token: ••••••');
    expect(await end).toMatchObject({ kind: 'there' });
  });

  it('a license that was compiled in, and which nobody has named, is no fault yet', async () => {
    const { say, wait } = rig();
    say('Application information:', 'Authorization read failure.', ...start.slice(2));
    expect(await wait(20)).toEqual({ kind: 'late' });
  });
});
