import { describe, expect, test } from 'vitest';
import type { Cloud, CloudAnswer } from '../../../../src/model/cloud';
import { BenchError } from '../../../../src/model/problem';
import { endDevice } from '../../../../src/screens/devices/parts/device-calls';

const lost = new BenchError('cloud.unreachable');
const ok: CloudAnswer = { success: true, result: { id: 'dev1' }, t: 1 };
const refused = (code: number): CloudAnswer => ({ success: false, code, msg: '', t: 1 });

/** Answers one after the other; a fault is thrown. */
const cloudThat = (...answers: readonly (CloudAnswer | BenchError)[]) => {
  const asked: string[] = [];
  const cloud: Cloud = {
    virtual: false,
    listen: () => () => {},
    async call({ method, path }) {
      const answer = answers[asked.length];
      asked.push(`${method} ${path}`);
      if (!answer || answer instanceof BenchError) throw answer ?? lost;
      return answer;
    },
  };
  return { cloud, asked };
};

describe('a device that is unbound or reset', () => {
  test.each(['unbind', 'reset'] as const)(
    'by %s is ended though the word of it was lost, once the cloud no longer has it',
    async (how) => {
      // 1106: not linked to this project (openapi, section 5); it was on this screen a moment ago.
      const { cloud, asked } = cloudThat(lost, refused(1106));
      expect(await endDevice(cloud, 'dev1', how)).toMatchObject({ ok: true });
      expect(asked.at(-1)).toBe('GET /v2.0/cloud/thing/dev1');
    },
  );

  test('is ended when somebody was quicker, or when it is tried again after a lost answer', async () => {
    expect(await endDevice(cloudThat(refused(1106), refused(1106)).cloud, 'dev1', 'unbind')).toMatchObject({
      ok: true,
    });
  });

  test.each([
    ['is there', ok],
    ['cannot be looked for either', lost],
    ['is kept from us for another reason', refused(28841105)],
  ])('is not ended while it %s: the first trouble is told', async (_what, second) => {
    const { cloud } = cloudThat(lost, second);
    expect(await endDevice(cloud, 'dev1', 'unbind')).toMatchObject({
      ok: false,
      trouble: { kind: 'problem', problem: { code: 'cloud.unreachable' } },
    });
  });

  test('is asked for once where the cloud answers', async () => {
    const { cloud, asked } = cloudThat(ok);
    expect(await endDevice(cloud, 'dev1', 'unbind')).toMatchObject({ ok: true });
    expect(asked).toEqual(['DELETE /v1.0/devices/dev1']);
    const no = cloudThat(refused(1109));
    expect(await endDevice(no.cloud, 'dev1', 'unbind')).toMatchObject({ ok: false, trouble: { code: 1109 } });
    expect(no.asked).toHaveLength(1);
  });
});
