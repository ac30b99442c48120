import { describe, expect, it } from 'vitest';
import { answerWithinMs, type DpCommand, nextCommand } from '../../src/model/dp-command';

/** States of a command: sent, answered with its latency, no answer, refused (issue 3, deliverable 4). */

const sent: DpCommand = { kind: 'sent', value: true, at: 1000 };

describe('a command', () => {
  it('is answered by a report of the value that was asked for, with the latency between', () => {
    const accepted = nextCommand(sent, { kind: 'accepted', at: 1041, silent: false });
    expect(accepted).toMatchObject({ kind: 'sent', acceptedMs: 41 });
    expect(nextCommand(accepted, { kind: 'reported', at: 1142, value: true })).toMatchObject({
      kind: 'answered',
      acceptedMs: 41,
      ms: 142,
    });
  });

  it('is answered although the report came before the cloud said yes', () => {
    const answered = nextCommand(sent, { kind: 'reported', at: 1030, value: true });
    expect(nextCommand(answered, { kind: 'accepted', at: 1041, silent: false })).toBe(answered);
  });

  it('waits on over a report of another value, and says which one when nothing else comes', () => {
    const waiting = nextCommand(sent, { kind: 'reported', at: 1050, value: false });
    expect(waiting.kind).toBe('sent');
    expect(nextCommand(waiting, { kind: 'reported', at: 1100, value: true })).toMatchObject({
      kind: 'answered',
      told: undefined,
    });
    expect(nextCommand(waiting, { kind: 'waited' })).toMatchObject({ kind: 'differs', told: false });
  });

  it('is not answered by what was reported before it', () => {
    expect(nextCommand(sent, { kind: 'reported', at: 999, value: true })).toBe(sent);
  });

  it('has no answer after its time, and a late one still counts', () => {
    const silent = nextCommand(sent, { kind: 'waited' });
    expect(silent.kind).toBe('no-answer');
    const at = sent.at + answerWithinMs + 2200;
    expect(nextCommand(silent, { kind: 'reported', at, value: true })).toMatchObject({ kind: 'answered', ms: 7200 });
  });

  it('waits five seconds: a device swallows what does not fit and says nothing (device-cloud, section 4)', () => {
    expect(answerWithinMs).toBe(5000);
  });

  it('keeps the code of a refusal, also when that came after the deadline', () => {
    const refusal = { kind: 'refused', code: 1103, msg: 'commands issue error' } as const;
    for (const before of [sent, nextCommand(sent, { kind: 'waited' })]) {
      expect(nextCommand(before, refusal)).toMatchObject({ kind: 'refused', refusal: { code: 1103 } });
    }
  });

  it('of a data point that is never reported ends when the cloud has taken it', () => {
    const taken = nextCommand(sent, { kind: 'accepted', at: 1041, silent: true });
    expect(taken.kind).toBe('taken');
    expect(nextCommand(taken, { kind: 'waited' })).toBe(taken);
  });

  it('stays what it became', () => {
    const refused = nextCommand(sent, { kind: 'refused', code: 2001, msg: '' });
    expect(nextCommand(refused, { kind: 'reported', at: 2000, value: true })).toBe(refused);
    expect(nextCommand(refused, { kind: 'waited' })).toBe(refused);
  });
});
