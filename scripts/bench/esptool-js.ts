/** Plain esptool-js 0.7, as a page would use it: everything written and proven, nothing else asked of it. */
import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ESPLoader, Transport } from 'esptool-js';
import type { VirtualPort } from '../../src/virtual/board/virtual-port';

const quiet = () => undefined;

export interface PeerTimes {
  connectMs: number;
  writeMs: number;
}

export const flashWithEsptoolJs = async (port: VirtualPort, image: Uint8Array, baud: number): Promise<PeerTimes> => {
  const transport = new Transport(port as unknown as SerialPort, false);
  transport.trace = quiet;
  const terminal = { clean: quiet, write: quiet, writeLine: quiet };
  const serialOptions = { baudRate: baud, bufferSize: 65_536 };
  const loader = new ESPLoader({ transport, baudrate: baud, serialOptions, terminal });
  const begun = performance.now();
  await loader.main();
  const connected = performance.now();
  await loader.writeFlash({
    fileArray: [{ data: image, address: 0 }],
    flashMode: 'keep',
    flashFreq: 'keep',
    flashSize: 'keep',
    eraseAll: false,
    compress: true,
    calculateMD5Hash: (bytes: Uint8Array) => bytesToHex(md5(bytes)),
  });
  const written = performance.now();
  await transport.disconnect();
  return { connectMs: connected - begun, writeMs: written - connected };
};
