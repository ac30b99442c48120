import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildShim } from './build-shim';

/** A make-believe USB bus: a folder that a browser started with `env` takes for the serial ports of its computer. */
export interface SerialBus {
  readonly folder: string;
  /** To be added to the environment of the browser. */
  readonly env: Readonly<Record<string, string>>;
  /** A name for one more adapter. */
  nextName(): string;
  close(): Promise<void>;
}

export const openSerialBus = async (): Promise<SerialBus> => {
  const shim = await buildShim();
  // Unix sockets have paths of at most 107 bytes, so not in the folder of the test's results.
  const folder = await mkdtemp(path.join(tmpdir(), 'bindery-bus-'));
  await mkdir(path.join(folder, 'ports'));
  await writeFile(path.join(folder, 'tty-drivers'), 'usbserial /dev/ttyUSB 188 0-511 serial\n');
  let count = 0;
  return {
    folder,
    env: { LD_PRELOAD: shim, BINDERY_SERIAL_BUS: folder },
    nextName: () => `ttyUSB${count++}`,
    close: () => rm(folder, { recursive: true, force: true }),
  };
};
