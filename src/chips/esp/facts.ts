/** Asks a chip in its loader what it is and what it sits on. Needs no stub, so a board is recognised in a moment. */
import { type ChipFacts, type ChipLock, chipNames, type EspChipId, type Mac } from '../../model/chip';
import { BenchError } from '../../model/problem';
import { toHex } from '../../protocols/digest/digest';
import { chipOfEspId, espChipNames } from '../../protocols/images/esp-chip-ids';
import { attachFlash, readFlashId } from './flash-id';
import { type EspLoader, isRefusal, LoaderFault } from './loader';
import { type EspModel, espModels, isOdd } from './models';
import { stillWatchdogs } from './watchdogs';

const securityInfo = 0x14;

/** Tells ESP32, ESP32-S2 and ESP8266; the others answer command 14 (esp-flashing, section 1). */
const magicRegister = 0x40001000;
const magicEsp32 = 0x00f01d83;
const magicS2 = 0x000007c6;
const magicEsp8266 = 0xfff0c101;

export const isThere = async (loader: EspLoader): Promise<boolean> => {
  try {
    await loader.readWord(magicRegister, loader.timing.probeMs);
    return true;
  } catch (fault) {
    if (!(fault instanceof LoaderFault)) throw fault;
    return false;
  }
};

/** What command 14 tells of a chip that knows it. */
interface Security {
  chipId: number;
  flags: number;
  encryptions: number;
}

/** Flags of command 14 (esptool, `SECURITY_INFO_FLAG_MAP`). */
const secureBoot = 1 << 0;
const secureDownload = 1 << 2;

/** An S2 has no chip id to tell. */
const chipIdS2 = 2;

const readSecurity = async (loader: EspLoader, answerBytes: 12 | 20): Promise<Security> => {
  const { data } = await loader.askAgain(securityInfo, { answerBytes });
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  return {
    flags: view.getUint32(0, true),
    encryptions: view.getUint8(4),
    chipId: data.length < 20 ? chipIdS2 : view.getUint32(12, true),
  };
};

interface Detected {
  chip: EspChipId;
  /** Missing on ESP32, which does not know the command. */
  security?: Security;
}

/**
 * The magic word first: an ESP32 does not know command 14 and repeats its refusal eight times. In secure download mode
 * the registers are closed, and command 14 is all there is: no MAC, nothing read back, no checksum. What was written
 * could not be told from anything else, nor the board from another.
 */
const detect = async (loader: EspLoader): Promise<Detected> => {
  const magic = await loader.readWord(magicRegister).catch((fault: unknown) => {
    if (isRefusal(fault)) return undefined;
    throw fault;
  });
  if (magic === magicEsp32) return { chip: 'esp32' };
  if (magic === magicEsp8266) throw new BenchError('board.unsupported', { chip: 'ESP8266' });
  const security = await readSecurity(loader, magic === magicS2 ? 12 : 20);
  const name = espChipNames[security.chipId] ?? `ESP ${security.chipId}`;
  const chip = chipOfEspId[security.chipId];
  if (!chip) throw new BenchError('board.unsupported', { chip: name });
  if (magic === undefined || security.flags & secureDownload)
    throw new BenchError('board.closed', { chip: name, why: 'secure-download' });
  return { chip, security };
};

const readMac = async (loader: EspLoader, model: EspModel): Promise<Mac> => {
  const low = await loader.readWord(model.mac[0]);
  const high = await loader.readWord(model.mac[1]);
  const bytes = new DataView(new ArrayBuffer(6));
  bytes.setUint16(0, high & 0xffff);
  bytes.setUint32(2, low);
  return (toHex(new Uint8Array(bytes.buffer)).match(/../g) ?? []).join(':').toUpperCase();
};

const readWords = async (loader: EspLoader, addresses: readonly number[]): Promise<readonly number[]> => {
  const found: number[] = [];
  for (const address of addresses) found.push(await loader.readWord(address));
  return found;
};

/** Two witnesses where there are two: a lock that either of them tells of is one. */
const locksOf = (eFuses: ReturnType<EspModel['locks']>, security: Security | undefined): ChipLock[] => {
  const encrypted = eFuses.encrypted || isOdd(security?.encryptions ?? 0);
  const boot = eFuses.secureBoot || ((security?.flags ?? 0) & secureBoot) !== 0;
  return [...(boot ? (['secure-boot'] as const) : []), ...(encrypted ? (['flash-encryption'] as const) : [])];
};

/** Third byte of a JEDEC id: a power of two, counted anew in the 2x and 3x codes. */
const flashBytesOf = (capacity: number): number | undefined => {
  if (capacity >= 0x12 && capacity <= 0x1c) return 2 ** capacity;
  if (capacity >= 0x20 && capacity <= 0x22) return 2 ** (capacity - 6);
  if (capacity >= 0x32 && capacity <= 0x3a) return 2 ** (capacity - 0x20);
  return undefined;
};

/** FF and 00 throughout mean that no flash answered. */
const readFlash = async (loader: EspLoader, chip: EspChipId): Promise<Pick<ChipFacts, 'flashBytes' | 'flashId'>> => {
  await attachFlash(loader, chip);
  const id = await readFlashId(loader);
  if (id === 0 || id === 0xffffff) return {};
  const flashId = toHex(Uint8Array.of(id, id >>> 8, id >>> 16));
  return { flashBytes: flashBytesOf(id >>> 16), flashId };
};

/** Throws `board.unsupported` {chip}, `board.closed` {chip, why}, `LoaderFault`. */
export interface EspFacts extends ChipFacts {
  chip: EspChipId;
  mac: Mac;
}

/** `ownUsb`: the port is the chip's own USB-Serial/JTAG. */
export const readFacts = async (loader: EspLoader, ownUsb: boolean): Promise<EspFacts> => {
  const { chip, security } = await detect(loader);
  const model = espModels[chip];
  loader.library.chip = await model.library();
  // A stub that was there already was started by somebody who has done it (esptool).
  if (ownUsb && model.watchdogs && !loader.library.IS_STUB) await stillWatchdogs(loader, model.watchdogs);
  const mac = await readMac(loader, model);
  const { major, minor } = model.revision(await readWords(loader, model.revisionWords));
  if (major * 100 + minor < (model.stubFrom ?? 0))
    throw new BenchError('board.unsupported', { chip: `${chipNames[chip]} v${major}.${minor}` });
  if (!loader.library.IS_STUB) await loader.orFault(model.wake?.(loader.library) ?? Promise.resolve());
  const locks = locksOf(model.locks(await readWords(loader, model.lockWords), major), security);
  return { chip, revision: `v${major}.${minor}`, mac, locks, ...(await readFlash(loader, chip)) };
};
