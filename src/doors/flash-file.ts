/** Flash contents kept in a file: read once, then every change written through at once. */
import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { NorFlash } from '../virtual/parts/firmware';
import { DoorError } from './door';

/** Undefined when there is no such file: an erased flash. */
export const readFlashFile = (path: string, flashBytes: number): Uint8Array | undefined => {
  if (!existsSync(path)) return undefined;
  try {
    const contents = readFileSync(path);
    if (contents.length > flashBytes)
      throw new DoorError(`${path} holds ${contents.length} bytes, the flash only ${flashBytes}`, 2);
    return new Uint8Array(contents);
  } catch (fault) {
    if (fault instanceof DoorError) throw fault;
    throw new DoorError(`cannot read ${path}: ${(fault as NodeJS.ErrnoException).code}`);
  }
};

/** From now on the file holds what the flash holds. The answer closes it. */
export const keepInFile = (path: string, flash: NorFlash): (() => void) => {
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (fault) {
    throw new DoorError(`cannot write ${path}: ${(fault as NodeJS.ErrnoException).code}`);
  }
  const copy = (offset: number, size: number): void => {
    writeSync(file, flash.read(offset, size), 0, size, offset);
  };
  const { erase, program } = flash;
  flash.erase = (offset, size) => {
    erase(offset, size);
    copy(offset, size);
  };
  flash.program = (offset, bytes) => {
    program(offset, bytes);
    copy(offset, bytes.length);
  };
  copy(0, flash.size);
  return () => {
    flash.erase = erase;
    flash.program = program;
    closeSync(file);
  };
};
