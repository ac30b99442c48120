/** One call of the cloud, with both ways in which it can fail in one shape: the cloud's no, and not reaching it. */
import type { Cloud, CloudCall } from '../../model/cloud';
import { asBenchError, BenchError, type Problem } from '../../model/problem';

export type CloudTrouble = { kind: 'refused'; code: number; msg: string } | { kind: 'problem'; problem: Problem };

/** What a call gave once it was read, or why it gave nothing. */
export type Got<Value> = { ok: true; value: Value } | { ok: false; trouble: CloudTrouble };

export type Asked = { ok: true; result: unknown } | { ok: false; trouble: CloudTrouble };

/** As a fault of a run. */
export const troubleError = (trouble: CloudTrouble): BenchError =>
  trouble.kind === 'refused'
    ? new BenchError('cloud.refused', { code: trouble.code, msg: trouble.msg })
    : new BenchError(trouble.problem.code, trouble.problem.details);

/** Never rejects. */
export const askCloud = async (cloud: Cloud, call: CloudCall): Promise<Asked> => {
  try {
    const answer = await cloud.call(call);
    if (answer.success) return { ok: true, result: answer.result };
    return { ok: false, trouble: { kind: 'refused', code: answer.code, msg: answer.msg } };
  } catch (fault) {
    return { ok: false, trouble: { kind: 'problem', problem: asBenchError(fault).problem } };
  }
};
