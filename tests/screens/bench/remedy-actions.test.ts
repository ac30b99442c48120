import { describe, expect, test } from 'vitest';
import { problems as english } from '../../../src/i18n/en/problems';
import { problems as chinese } from '../../../src/i18n/zh/problems';
import { slowerSpeed } from '../../../src/model/line-speed';
import { type ProblemCode, type Remedy, remedies } from '../../../src/model/problem';
import type { LaneView } from '../../../src/model/run';
import { actionOf, remediesFor } from '../../../src/screens/bench/callouts/remedy-actions';

const lane: LaneView = {
  id: 'lane-1',
  port: { id: 'port 1', name: 'CH340', use: 'free' },
  state: 'failed',
  stations: [],
  evidence: [],
};

/** Things only a hand can do; everything else has to be a button (issue 2, "remedies as buttons"). */
const byHand: readonly Remedy[] = [
  'hold-boot',
  'close-other-programs',
  'check-cable',
  'reset-board',
  'check-network',
  'check-power',
  'move-closer',
];

describe('remedies', () => {
  test('all but those of the hand are buttons', () => {
    for (const remedy of new Set(Object.values(remedies).flat()))
      expect(actionOf(remedy, lane, 921_600) === undefined, remedy).toBe(byHand.includes(remedy));
  });

  test('a board whose port is gone comes first: nothing is offered that needs the port', () => {
    expect(remediesFor('port.lost', lane, true)).toEqual(['choose-again', 'check-cable']);
    // The adapter is there all the same: it had a fault of its own.
    expect(remediesFor('port.lost', lane, false)).toEqual(['retry', 'check-cable']);
    expect(remediesFor('license.doubtful', lane, true)).toEqual(['choose-again', 'open-licenses']);
    for (const code of Object.keys(remedies) as ProblemCode[]) {
      const offered = remediesFor(code, lane, true);
      expect(offered[0], code).toBe('choose-again');
      for (const remedy of offered) {
        const action = actionOf(remedy, lane, 921_600);
        expect(action?.kind === 'send' || action?.kind === 'show-all', `${code}: ${remedy}`).toBe(false);
      }
    }
  });

  test('a granted port that is no board can be dropped where the browser can forget it', () => {
    const droppable: LaneView = { ...lane, port: { ...lane.port, droppable: true } };
    for (const code of ['board.foreign', 'board.silent', 'board.unsupported'] as const) {
      expect(remediesFor(code, droppable, false)).toContain('drop-port');
      expect(remediesFor(code, lane, false)).not.toContain('drop-port');
      expect(remediesFor(code, droppable, true)).not.toContain('drop-port');
    }
    expect(actionOf('drop-port', droppable, 921_600)).toEqual({
      kind: 'send',
      command: { kind: 'drop-port', lane: lane.id },
    });
  });

  test('those that answer a question of the decision table say which', () => {
    const instead = (remedy: Remedy) => {
      const action = actionOf(remedy, lane, 921_600);
      return action?.kind === 'send' && action.command.kind === 'retry' ? action.command.instead : undefined;
    };
    expect(instead('keep-board-license')).toBe('keep-theirs');
    expect(instead('skip-license')).toBe('skip-license');
    expect(instead('read-board')).toBe('read-only');
    expect(instead('retry')).toBeUndefined();
    expect(instead('keep-binding')).toBe('keep-binding');
    expect(instead('pair-by-qr')).toBe('by-qr');
    expect(instead('skip-pairing')).toBe('skip-pairing');
  });

  test('a board without a license goes back to where it gets one, whichever station met it', () => {
    const again = (code: ProblemCode) => actionOf('retry', { ...lane, problem: { code, details: {} } }, 921_600);
    expect(again('bind.placeholder-license')).toMatchObject({ command: { kind: 'retry', from: 'license' } });
    expect(again('pair.no-answer')).toEqual({ kind: 'send', command: { kind: 'retry', lane: lane.id } });
  });

  test('the list opens wider at the click itself, and as narrow as before when that is asked for', () => {
    const command = { kind: 'retry', lane: lane.id, from: 'pair' };
    expect(actionOf('show-all-devices', lane, 921_600)).toEqual({
      kind: 'show-all',
      command: { ...command, anyDevice: true },
    });
    expect(actionOf('choose-device', lane, 921_600)).toEqual({
      kind: 'send',
      command: { ...command, anyDevice: false },
    });
    expect(actionOf('pair-again', lane, 921_600)).toEqual({ kind: 'send', command });
  });

  test('why a board is not in the list: it may be bound, and then all are shown and it can be let go', () => {
    for (const code of ['radio.none-chosen', 'radio.not-found'] as const) {
      expect(remedies[code]).toContain('show-all-devices');
      expect(english.words.of[code].what({})).toContain('bound already');
      expect(chinese.of[code].what({})).toMatch(/已经绑定/);
    }
    expect(remedies['pair.was-bound']).toContain('release-board');
    expect(remedies['pair.still-bound'][0]).toBe('release-board');
  });

  test('a bound board is released only after a question', () => {
    expect(actionOf('release-board', lane, 921_600)).toEqual({ kind: 'confirm-release' });
  });

  test('slower goes down one step at a time and stops at the slowest', () => {
    expect(slowerSpeed(921_600)).toBe(460_800);
    expect(slowerSpeed(115_200)).toBeUndefined();
    expect(slowerSpeed(1_500_000)).toBe(921_600);
    expect(actionOf('lower-baud', lane, 115_200)).toBeUndefined();
    expect(actionOf('lower-baud', lane, 460_800)).toEqual({
      kind: 'send',
      command: { kind: 'retry', lane: 'lane-1', baud: 230_400 },
    });
  });

  test('the console opens on the port of the lane', () => {
    expect(actionOf('open-console', lane, 115_200)).toEqual({ kind: 'go', to: '/console/port%201' });
  });
});
