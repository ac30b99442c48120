/** The relay's own refusals as HTTP; those of the cloud are answers and pass as they are. */
import { asBenchError, type Details, type ProblemCode } from '../../model/problem';

const statusOf: Partial<Record<ProblemCode, number>> = {
  'cloud.not-allowed': 403,
  'cloud.no-account': 409,
  'cloud.bad-account': 400,
  'cloud.busy': 429,
  'cloud.unreachable': 502,
  'cloud.unreadable': 502,
  'cloud.too-large': 502,
};

/** `{"problem":{"code","details"}}`; 429 comes with Retry-After in whole seconds. */
export const refusal = (code: ProblemCode, details: Details = {}, status = statusOf[code] ?? 500): Response => {
  const headers: Record<string, string> = {};
  if (code === 'cloud.busy') headers['Retry-After'] = String(details.seconds ?? 1);
  return Response.json({ problem: { code, details } }, { status, headers });
};

/** Tells of a fault we have no name for only that there was one: its message could quote anything. */
export const refusalOf = (fault: unknown): Response => {
  const { code, details } = asBenchError(fault);
  return code === 'unexpected' ? refusal('unexpected', { reason: 'relay' }) : refusal(code, details);
};
