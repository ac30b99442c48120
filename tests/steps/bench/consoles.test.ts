/** Ports that a person listens to, where a board has two of them. */
import { expect, test } from 'vitest';
import { usualLine } from '../../../src/model/line-settings';
import { createKnownSecrets } from '../../../src/protocols/console/known-secrets';
import { createConsoles } from '../../../src/steps/bench/consoles';
import type { Outside, SeenPort } from '../../../src/steps/run/outside';
import { createVirtualBoard } from '../../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../../src/virtual/board/virtual-port';
import { realClock } from '../../../src/virtual/parts/clock';

const portOf = (id: string) => {
  const board = createVirtualBoard({ chip: 't5ai' }, realClock());
  const port = createVirtualPort(board);
  const seen: SeenPort = { id, name: id, port, virtual: { habit: 'good', holdBoot: () => {} } };
  return { seen, port, dispose: () => board.dispose() };
};

test('a cable that is pulled while the log port is being opened leaves neither port open', async () => {
  const [flash, log] = [portOf('flash'), portOf('log')];
  const baud = new Map<string, number | undefined>();
  const open = log.port.open.bind(log.port);
  log.port.open = async (options) => {
    await open(options);
    flash.port.unplug();
    // Time enough for its reader to notice.
    for (let turns = 0; turns < 50; turns++) await new Promise((turn) => setImmediate(turn));
  };
  const consoles = createConsoles({ now: () => 0, ticks: () => 0 } as Outside, {
    lines: () => {},
    bytes: () => {},
    opened: (port, line) => void baud.set(port, line?.baud),
    trouble: (fault) => {
      throw fault;
    },
    secrets: createKnownSecrets(),
    chosen: () => {},
    sent: () => {},
    family: async () => undefined,
    logOf: () => ({ seen: log.seen, baud: 460_800 }),
  });
  await consoles.open(flash.seen, usualLine);
  await expect.poll(() => [consoles.wants('flash'), log.port.readable], { timeout: 20_000 }).toEqual([false, null]);
  expect(baud.get('flash')).toBeUndefined();
  for (const { dispose } of [flash, log]) dispose();
});
