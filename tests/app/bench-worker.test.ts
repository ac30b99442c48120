import { afterEach, expect, it, vi } from 'vitest';

/** The bench's own thread, whose heavy part does not come: a network that is gone, or a storage that is closed. */
const comes = vi.hoisted(() => ({ begins: vi.fn() }));
vi.mock('../../src/app/bench-in-worker', () => ({ beginBench: comes.begins }));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const thread = async () => {
  const told: unknown[] = [];
  const scope = { postMessage: (message: unknown) => told.push(message), onmessage: undefined as unknown };
  vi.stubGlobal('self', scope);
  vi.stubGlobal('navigator', {});
  await import('../../src/app/bench-worker');
  const send = (data: unknown) => (scope.onmessage as (message: { data: unknown }) => void)({ data });
  return { told, send };
};

it('answers a beat by itself, and wakes nothing for it', async () => {
  const { told, send } = await thread();
  send({ kind: 'beat', beat: 7 });
  expect(told).toEqual([{ kind: 'beat', beat: 7 }]);
  expect(comes.begins).not.toHaveBeenCalled();
});

it('a bench that could not begin is told, and the next command tries again', async () => {
  const { told, send } = await thread();
  comes.begins.mockRejectedValueOnce(new Error('storage is closed'));
  send({ kind: 'look-for-ports' });
  await vi.waitFor(() =>
    expect(told).toEqual([
      { kind: 'trouble', problem: { code: 'bench.not-begun', details: { reason: 'storage is closed' } } },
    ]),
  );
  const handle = vi.fn();
  comes.begins.mockResolvedValueOnce({ handle });
  send({ kind: 'look-for-ports' });
  await vi.waitFor(() => expect(handle).toHaveBeenCalledWith({ kind: 'look-for-ports' }));
});
