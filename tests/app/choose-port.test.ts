import { expect, test } from 'vitest';
import { choosePort } from '../../src/app/choose-port';
import { createBenchView } from '../../src/steps/bench/bench-view';
import type { BenchCommand } from '../../src/steps/run/messages';

const benchOf = () => {
  const sent: BenchCommand[] = [];
  return { sent, bench: { view: createBenchView(), send: (command: BenchCommand) => void sent.push(command) } };
};

test('a chosen port is asked for by its USB ids', async () => {
  const { sent, bench } = benchOf();
  const port = { getInfo: () => ({ usbVendorId: 0x10c4, usbProductId: 0xea60 }) } as SerialPort;
  expect(await choosePort(bench, { requestPort: async () => port })()).toBe('chosen');
  expect(sent).toEqual([{ kind: 'look-for-ports', picked: { usbVendorId: 0x10c4, usbProductId: 0xea60 } }]);
});

test('closing the chooser is an outcome, not an error, and tells the bench nothing', async () => {
  const { sent, bench } = benchOf();
  const requestPort = async () => {
    throw new DOMException('No port selected by the user.', 'NotFoundError');
  };
  expect(await choosePort(bench, { requestPort })()).toBe('closed');
  expect(sent).toEqual([]);
});

test('the chooser lists known bridges first, and everything as the second way', async () => {
  const { sent, bench } = benchOf();
  const asked: (SerialPortRequestOptions | undefined)[] = [];
  const port = { getInfo: () => ({ usbVendorId: 0x1a86, usbProductId: 0x7523 }) } as SerialPort;
  const choose = choosePort(bench, {
    requestPort: async (options) => {
      asked.push(options);
      return port;
    },
  });
  await choose({ lane: 'l1' });
  await choose({ lane: 'l1', all: true });
  const vendors = asked[0]?.filters?.map(({ usbVendorId }) => usbVendorId);
  // WCH, Silicon Labs, FTDI, Prolific, Espressif.
  expect(vendors).toEqual([0x1a86, 0x10c4, 0x0403, 0x067b, 0x303a]);
  expect(asked[1]?.filters).toBeUndefined();
  const picked = { usbVendorId: 0x1a86, usbProductId: 0x7523 };
  expect(sent).toEqual([
    { kind: 'look-for-ports', picked, lane: 'l1' },
    { kind: 'look-for-ports', picked, lane: 'l1' },
  ]);
});

test.each([
  // Before Chrome 148 or Android 17, and nobody can see which Android it is.
  ['Android', 0],
  ['Linux', 5],
] as const)(
  'the first list on %s leaves nothing out where Bluetooth serial devices may be all there is',
  async (system, vendors) => {
    const { bench } = benchOf();
    const asked: (SerialPortRequestOptions | undefined)[] = [];
    const serial = {
      requestPort: async (options?: SerialPortRequestOptions) => {
        asked.push(options);
        return { getInfo: () => ({}) } as SerialPort;
      },
    };
    await choosePort(bench, serial, system)();
    expect(asked[0]?.filters?.length ?? 0).toBe(vendors);
  },
);
