import { answered, refused } from '../../protocols/openapi/envelope';
import { readWireUrl } from '../../protocols/openapi/sign';
import { Refusal, refuse } from './call';
import type { CloudCore, DeviceSide } from './core';
import { type Arrived, cloudNow, createFrequencyLimit, passGate } from './gate';
import { routeOf } from './routes';

/** The OpenAPI of the emulated cloud: one request in, one envelope out, HTTP 200 whatever it says (openapi, section 2). */

/** Larger bodies are no call of a bench. */
const bodyLimit = 256 * 1024;

const jsonOf = (bytes: Uint8Array): Record<string, unknown> => {
  if (bytes.length === 0) return {};
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    return refuse(1109);
  }
  return refuse(1109);
};

export const createOpenApiSide = (core: CloudCore, devices: DeviceSide) => {
  const limit = createFrequencyLimit();

  const answer = (arrived: Arrived, now: number): unknown => {
    const url = readWireUrl(arrived.pathAndQuery) ?? refuse(1109);
    const project = passGate(core, arrived, now);
    const { route, parts } = routeOf(arrived.method, url.path);
    if (route.perSecond !== undefined) limit(`${project.accessId} ${route.path}`, route.perSecond, now);
    const body = arrived.method === 'GET' ? {} : jsonOf(arrived.body);
    return route.handle({ core, devices, project, parts, query: Object.fromEntries(url.query), body, now });
  };

  /**
   * `bodyOfGet`: what came with a GET, for a server in front of this one. A `Request` cannot hold it, yet the official
   * Node client signs two bytes there (openapi, section 4).
   */
  return async (request: Request, bodyOfGet?: Uint8Array): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const body = bodyOfGet ?? new Uint8Array(await request.arrayBuffer());
    const header = (name: string): string | null => request.headers.get(name);
    const now = cloudNow(core);
    const tid = [...core.world.random(16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    try {
      if (body.length > bodyLimit) refuse(1109);
      const arrived = { method: request.method, pathAndQuery: pathname + search, header, body };
      return Response.json(answered(answer(arrived, now) ?? null, now, tid));
    } catch (fault) {
      if (fault instanceof Refusal) return Response.json(refused(fault.code, fault.message, now, tid));
      throw fault;
    }
  };
};
