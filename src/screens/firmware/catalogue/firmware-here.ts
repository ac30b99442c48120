/** What of a listed firmware is known and here. Pure. */
import type { FetchedFile, ListedFirmware } from '../../../model/catalogue';
import { filesOf } from '../../../protocols/catalogue/changes';

export interface FirmwareHere {
  /** Files, each address once. */
  files: number;
  hashed: number;
  here: number;
  /** Bytes of what is here. */
  size: number;
  /** Every file that is here was the one the list names. */
  checked: boolean;
  /** Of the oldest, in ms since 1970; missing where nothing is here. */
  fetchedAt?: number;
}

/** What is kept under an address counts only as long as it is what the list says. */
export const firmwareHere = (firmware: ListedFirmware, fetched: ReadonlyMap<string, FetchedFile>): FirmwareHere => {
  const parts = filesOf(firmware);
  const here = parts.flatMap(({ url, sha256 }) => {
    const file = fetched.get(url);
    return file && (sha256 === undefined || sha256 === file.sha256) ? [file] : [];
  });
  const hashed = parts.filter(({ sha256 }) => sha256 !== undefined).length;
  return {
    files: parts.length,
    hashed,
    here: here.length,
    size: here.reduce((sum, { size }) => sum + size, 0),
    checked: hashed === parts.length,
    ...(here.length > 0 && { fetchedAt: Math.min(...here.map(({ fetchedAt }) => fetchedAt)) }),
  };
};
