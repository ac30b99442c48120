import { expect, it, vi } from 'vitest';
import type { FromSheetWorker, ToSheetWorker } from '../../src/app/sheets/messages';
import { createSheetDesk, type SheetWorker } from '../../src/app/sheets/sheet-desk';

/** "Off the page's thread, bounded, cancellable": one worker for each sheet, which ends with it. */

const fakeWorker = () => {
  const posted: ToSheetWorker[] = [];
  const worker: SheetWorker = {
    postMessage: (told) => void posted.push(told),
    terminate: vi.fn(),
    onmessage: null,
    onerror: null,
  };
  const say = (told: FromSheetWorker) => worker.onmessage?.call(worker as Worker, { data: told } as MessageEvent);
  return { worker, posted, say };
};

const source = { text: 'uuid key', name: 'paste' };
const refusal = (code: 'empty') => ({ kind: 'refused', source: { name: 'paste', kind: 'text' }, code }) as const;

it('gives each sheet a worker of its own, and each answer to who asked', async () => {
  const workers = [fakeWorker(), fakeWorker()];
  const [first, second] = workers;
  let started = 0;
  const desk = createSheetDesk(() => workers[started++]!.worker);
  const [one, other] = [desk.open(source), desk.open(source)];
  const [a, b] = [one.read({}), one.read({ tabs: [1] })];
  expect(first!.posted).toEqual([
    { kind: 'open', source },
    { kind: 'read', id: 1, wishes: {} },
    { kind: 'read', id: 2, wishes: { tabs: [1] } },
  ]);
  expect(second!.posted).toEqual([{ kind: 'open', source }]);
  first!.say({ id: 2, answer: { ...refusal('empty'), code: 'archive' } });
  first!.say({ id: 1, answer: refusal('empty') });
  expect([(await a).kind === 'refused' && (await a), await b]).toMatchObject([{ code: 'empty' }, { code: 'archive' }]);
  one.close();
  expect(first!.worker.terminate).toHaveBeenCalled();
  expect(second!.worker.terminate).not.toHaveBeenCalled();
  other.close();
});

it('ends a worker that does not come to an end, and says so', async () => {
  const { worker } = fakeWorker();
  const session = createSheetDesk(() => worker, 20).open(source);
  expect(await session.read({})).toMatchObject({ kind: 'refused', code: 'too-long' });
  expect(worker.terminate).toHaveBeenCalled();
  expect(await session.read({})).toMatchObject({ kind: 'refused', code: 'too-long' });
});

it('says that a sheet cannot be read when its worker dies of it', async () => {
  const { worker } = fakeWorker();
  const session = createSheetDesk(() => worker).open(source);
  const reading = session.read({});
  worker.onerror?.call(worker as Worker, {} as ErrorEvent);
  expect(await reading).toMatchObject({ kind: 'refused', code: 'unreadable' });
});

it('is over at once when a person leaves', () => {
  const { worker } = fakeWorker();
  const session = createSheetDesk(() => worker).open(source);
  void session.read({});
  session.close();
  expect(worker.terminate).toHaveBeenCalled();
});
