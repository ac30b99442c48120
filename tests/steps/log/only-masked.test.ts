import { afterEach, expect, test } from 'vitest';
import { memoryFiles } from '../../../src/records/log/memory-files';
import { createLogBook } from '../../../src/steps/log/log-book';
import { createBindRig } from '../bind-rig';
import { ended } from '../rig';

/** Whatever a whole run says, license, pairing and activation among it: no byte of a secret is in what is stored. */

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

test('a whole run leaves its log in the store, and none of its secrets', async () => {
  const rig = await createBindRig();
  stop = rig.stop;
  rig.plug(rig.bindable());
  const lane = await rig.lane(({ state }) => state === 'ready' || state === 'failed');
  await rig.bench.idle();
  await rig.bench.handle({ kind: 'start', lane: lane.id });
  const over = await rig.lane((each) => each.state !== 'ready' && ended(each));
  await rig.bench.idle();
  expect(over.state).toBe('proven');

  const files = memoryFiles();
  const book = createLogBook({
    files,
    expressions: { open: () => ({ test: async () => 'slow', close() {} }) },
    newId: () => crypto.randomUUID(),
    room: async () => 1e9,
    now: Date.now,
    ticks: () => performance.now(),
    tell: () => {},
  });
  for (const event of rig.events) book.hear(event);
  await book.close();
  const stored = [...files.bytes.values()]
    .flatMap((folder) => [...folder.values()])
    .map((bytes) => new TextDecoder().decode(bytes))
    .join('\n');
  const lines = rig.events.flatMap((event) => (event.kind === 'log' ? event.lines : []));
  expect(lines.length).toBeGreaterThan(50);
  expect(stored.split('\n').filter((row) => row.startsWith('[')).length).toBe(lines.length);
  expect(stored).toContain('••••••');
  // The same bytes as a hex view has them.
  const heard = rig.events.flatMap((event) => (event.kind === 'bytes' ? event.heard : []));
  const bytes = heard.map((piece) => String.fromCharCode(...piece.bytes)).join('\n');
  expect(bytes).toContain('Application information');
  const device = rig.emulated.state.devices[0];
  for (const secret of ['RIGKEY', 'correct horse', device?.secKey, device?.localKey]) {
    expect(secret).toBeTruthy();
    expect(stored).not.toContain(secret);
    expect(bytes).not.toContain(secret);
  }
});
