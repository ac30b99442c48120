/** What the browser's side does comes from testing-in-chromium, section 2. */
import { describe, expect, test, vi } from 'vitest';
import { openSerialLink } from '../../src/links/open-serial-link';
import { usualFormat } from '../../src/model/line-settings';
import { BenchError } from '../../src/model/problem';
import { createFakePort } from './fake-port';

const settings = { baud: 115_200, name: 'CH340' };

const opened = async () => {
  const fake = createFakePort();
  const link = await openSerialLink(fake.port, settings);
  fake.asked.length = 0;
  const heard: number[] = [];
  link.listen((bytes) => heard.push(...bytes));
  return { ...fake, link, heard };
};

const problemOf = async (work: Promise<unknown>) => {
  const fault = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(fault).toBeInstanceOf(BenchError);
  return (fault as BenchError).problem;
};

describe('opening', () => {
  test('asks for a large buffer and releases RTS before DTR, so that EN stays high', async () => {
    const fake = createFakePort();
    const link = await openSerialLink(fake.port, settings);
    expect(fake.asked).toEqual(['open 115200 65536', 'lines rts false', 'lines dtr false']);
    await link.close();
  });

  test.each([
    ['NetworkError', 'port.not-opened'],
    ['InvalidStateError', 'port.busy'],
    ['SecurityError', 'port.not-allowed'],
    ['TypeError', 'unexpected'],
  ])('%s is told as %s', async (name, code) => {
    const fake = createFakePort();
    fake.faults.open = () => new DOMException('no', name);
    const problem = await problemOf(openSerialLink(fake.port, settings));
    expect(problem.code).toBe(code);
    expect(problem.details.name).toBe('CH340');
  });

  test('goes on without lines on an adapter that has none', async () => {
    const fake = createFakePort();
    fake.faults.signals = new DOMException('no lines', 'NetworkError');
    const link = await openSerialLink(fake.port, settings);
    await link.write(Uint8Array.of(1));
    expect(fake.asked).toContain('write 1');
    await link.close();
  });
});

describe('reading', () => {
  test.each(['BreakError', 'FramingError', 'ParityError', 'BufferOverrunError'])('goes on after a %s', async (name) => {
    const { link, hear, heard, breakLine } = await opened();
    hear(1, 2);
    await vi.waitFor(() => expect(heard).toEqual([1, 2]));
    breakLine(name);
    hear(3);
    await vi.waitFor(() => expect(heard).toEqual([1, 2, 3]));
    expect(link.lost.aborted).toBe(false);
    await link.close();
  });

  test('a pulled cable aborts `lost`, and everything after it says so', async () => {
    const { link, pull, isOpen } = await opened();
    pull();
    await vi.waitFor(() => expect(link.lost.aborted).toBe(true));
    expect((link.lost.reason as BenchError).problem).toEqual({ code: 'port.lost', details: { name: 'CH340' } });
    expect((await problemOf(link.write(Uint8Array.of(1)))).code).toBe('port.lost');
    expect((await problemOf(link.setLines({ dtr: false, rts: true }))).code).toBe('port.lost');
    await link.close();
    expect(isOpen()).toBe(false);
  });

  test('a listener that stopped hears no more', async () => {
    const { link, hear, heard } = await opened();
    const other = vi.fn();
    link.listen(other)();
    hear(9);
    await vi.waitFor(() => expect(heard).toEqual([9]));
    expect(other).not.toHaveBeenCalled();
    await link.close();
  });
});

describe('lines and data', () => {
  test('lines wait until what was written has left, and move in one call', async () => {
    const { link, asked, stallSending } = await opened();
    const go = stallSending();
    await link.write(new Uint8Array(3));
    const moved = link.setLines({ dtr: false, rts: true });
    await new Promise(setImmediate);
    expect(asked).toEqual(['write 3']);
    go();
    await moved;
    expect(asked).toEqual(['write 3', 'drained', 'lines dtr false rts true']);
    await link.close();
  });

  test('a write that comes while draining follows on the fresh stream', async () => {
    const { link, asked, stallSending } = await opened();
    const go = stallSending();
    await link.write(new Uint8Array(1));
    const done = Promise.all([link.drain(), link.write(new Uint8Array(2)), link.drain()]);
    go();
    await done;
    expect(asked).toEqual(['write 1', 'drained', 'write 2', 'drained']);
    await link.close();
  });
});

describe('another speed', () => {
  test('drains, closes and opens; listeners stay', async () => {
    const { link, asked, hear, heard } = await opened();
    await link.write(new Uint8Array(1));
    await link.reopen(921_600);
    expect(asked).toEqual([
      'write 1',
      'drained',
      'cancel',
      'close',
      'open 921600 65536',
      'lines rts false',
      'lines dtr false',
    ]);
    expect(link.baud).toBe(921_600);
    hear(5);
    await vi.waitFor(() => expect(heard).toEqual([5]));
    await link.close();
  });

  test('a speed that the adapter refuses leaves the old one in use', async () => {
    const { link, faults, hear, heard } = await opened();
    faults.open = (baud) => (baud === 3_000_000 ? new DOMException('no', 'NetworkError') : undefined);
    const problem = await problemOf(link.reopen(3_000_000));
    expect(problem).toMatchObject({ code: 'unexpected', details: { reason: 'speed-refused', baud: 3_000_000 } });
    expect(link.baud).toBe(115_200);
    hear(6);
    await vi.waitFor(() => expect(heard).toEqual([6]));
    await link.close();
  });

  test('the shape of a byte comes with the speed, stays with the next, and is 8N1 again where that is asked', async () => {
    const { link, asked } = await opened();
    const even = { dataBits: 7, parity: 'even', stopBits: 2 } as const;
    await link.reopen(9600, even);
    expect([link.baud, link.format]).toEqual([9600, even]);
    await link.reopen(19_200);
    await link.reopen(115_200, usualFormat);
    expect(asked.filter((what) => what.startsWith('open'))).toEqual([
      'open 9600 65536 7e2',
      'open 19200 65536 7e2',
      'open 115200 65536',
    ]);
    await link.close();
  });

  test('a shape that the adapter refuses leaves the old one in use', async () => {
    const { link, faults } = await opened();
    let opens = 0;
    faults.open = () => (++opens === 1 ? new DOMException('no', 'NetworkError') : undefined);
    const problem = await problemOf(link.reopen(115_200, { ...usualFormat, parity: 'odd' }));
    expect(problem.details.reason).toBe('speed-refused');
    expect(link.format).toEqual(usualFormat);
    await link.close();
  });

  test('a board that is gone by then is lost', async () => {
    const { link, faults } = await opened();
    faults.open = () => new DOMException('no', 'NetworkError');
    expect((await problemOf(link.reopen(921_600))).code).toBe('port.lost');
    expect(link.lost.aborted).toBe(true);
    await link.close();
  });
});

describe('closing', () => {
  test('frees the port, twice without harm, and ends what is under way as cancelled', async () => {
    const { link, isOpen, stallSending } = await opened();
    stallSending();
    await link.write(new Uint8Array(1));
    const waiting = problemOf(link.setLines({ dtr: true, rts: false }));
    await Promise.all([link.close(), link.close()]);
    expect(isOpen()).toBe(false);
    expect((await waiting).code).toBe('cancelled');
    expect((await problemOf(link.write(new Uint8Array(1)))).code).toBe('cancelled');
  });

  test('a port that is being reopened does not stay open behind its back', async () => {
    const { link, isOpen, asked, faults } = await opened();
    let go: () => void = () => {};
    faults.opening = new Promise((resolve) => {
      go = resolve;
    });
    const reopening = link.reopen(921_600).catch(() => {});
    await vi.waitFor(() => expect(asked.at(-1)).toBe('open 921600 65536'));
    const closing = link.close();
    // Whoever does not wait for the opening has closed by now, too early.
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    go();
    await closing;
    await reopening;
    expect(isOpen()).toBe(false);
  });

  test('is over in bounded time even when the driver never answers', async () => {
    const { link, faults } = await opened();
    vi.useFakeTimers();
    faults.close = new Promise(() => {});
    const closed = vi.fn();
    void link.close().then(closed);
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect(closed).toHaveBeenCalled();
  });
});
