import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ESPLoader, Transport } from 'esptool-js';
import { zlibSync } from 'fflate';
import { expect, test } from 'vitest';
import { createVirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { realClock } from '../../src/virtual/parts/clock';
import { noise } from './flash-images';
import { inVirtualTime } from './virtual-time';

// The lifelike timing against esp-measured, section 3: esptool-js 0.7 connects in 1.46 s, and writes and checks 1.5 MB of
// code in 16.5 s at 460800 and 12.4 s at 921600 baud on a used chip, where a host without any delay needs 15.5 s and
// 11.9 s, of which the deflated bytes spend 13.3 s and 6.6 s on the wire. Here the host's own arithmetic takes no time, so
// it lies between the two.

const code = noise(1_500_000, 11).map((byte, index) => (index % 100 < 39 ? byte : index & 7));
const quiet = () => undefined;

const session = async (baudrate: number): Promise<{ connect: number; write: number }> => {
  const board = createVirtualBoard({ chip: 'esp32', flash: noise(4 << 20, 5) }, realClock());
  const transport = new Transport(createVirtualPort(board) as unknown as SerialPort, false);
  transport.trace = quiet;
  const terminal = { clean: quiet, write: quiet, writeLine: quiet };
  const serialOptions = { baudRate: baudrate, bufferSize: 65_536 };
  const loader = new ESPLoader({ transport, baudrate, serialOptions, terminal });
  const begun = performance.now();
  await loader.main();
  const connected = performance.now();
  await loader.writeFlash({
    fileArray: [{ data: code, address: 0 }],
    flashMode: 'keep',
    flashFreq: 'keep',
    flashSize: 'keep',
    eraseAll: false,
    compress: true,
    calculateMD5Hash: (bytes: Uint8Array) => bytesToHex(md5(bytes)),
  });
  const written = performance.now();
  await transport.disconnect();
  board.dispose();
  return { connect: (connected - begun) / 1000, write: (written - connected) / 1000 };
};

test.each([
  [460_800, 13.3, 15.5, 16.5],
  [921_600, 6.6, 11.9, 12.4],
])('at %i baud it takes what was measured', (baud, wire, ideal, measured) =>
  inVirtualTime(async () => {
    const { connect, write } = await session(baud);
    expect((zlibSync(code, { level: 9 }).length * 10) / baud).toBeCloseTo(wire, 0);
    expect(connect).toBeGreaterThan(1.3);
    expect(connect).toBeLessThan(1.6);
    expect(write).toBeGreaterThan(ideal * 0.99);
    expect(write).toBeLessThan(measured * 1.01);
  }),
);
