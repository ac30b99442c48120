/** Asks a chip in its loader what it is and what it sits on. Needs no stub, so a board is recognised in a moment. */
import type { ChipFacts, ChipId, Mac } from '../model/chip';
import { BenchError } from '../model/problem';
import { toHex } from '../protocols/digest/digest';
import { chipOfEspId, espChipNames } from '../protocols/firmware/esp-chip-ids';
import { attachFlash, readFlashId } from './esp-flash-id';
import { type EspLoader, isRefusal, LoaderFault } from './esp-loader';
import { type EspModel, espModels } from './esp-models';

const securityInfo = 0x14;

/** Tells ESP32, ESP32-S2 and ESP8266; the others answer command 14 (esp-flashing, section 1). */
const magicRegister = 0x40001000;
const magicEsp32 = 0x00f01d83;
const magicOthers: Readonly<Record<number, string>> = { 1990: 'ESP32-S2', 4293968129: 'ESP8266' };

const secureDownload = 1 << 2;

export const isThere = async (loader: EspLoader): Promise<boolean> => {
  try {
    await loader.readWord(magicRegister, loader.timing.probeMs);
    return true;
  } catch (fault) {
    if (!(fault instanceof LoaderFault)) throw fault;
    return false;
  }
};

/** The magic word first: an ESP32 does not know command 14 and repeats its refusal eight times. */
const detect = async (loader: EspLoader): Promise<ChipId> => {
  const magic = await loader.readWord(magicRegister).catch((fault: unknown) => {
    // In secure download mode registers are closed; command 14 says so below.
    if (isRefusal(fault)) return undefined;
    throw fault;
  });
  if (magic === magicEsp32) return 'esp32';
  const other = magic !== undefined && magicOthers[magic];
  if (other) throw new BenchError('board.unsupported', { chip: other });
  const { data } = await loader.askAgain(securityInfo, { answerBytes: 20 });
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const id = view.getUint32(12, true);
  const name = espChipNames[id] ?? `ESP ${id}`;
  const chip = chipOfEspId[id];
  if (!chip) throw new BenchError('board.unsupported', { chip: name });
  if (view.getUint32(0, true) & secureDownload)
    throw new BenchError('board.unsupported', { chip: name, reason: 'secure-download' });
  return chip;
};

const readMac = async (loader: EspLoader, model: EspModel): Promise<Mac> => {
  const low = await loader.readWord(model.mac[0]);
  const high = await loader.readWord(model.mac[1]);
  const bytes = new DataView(new ArrayBuffer(6));
  bytes.setUint16(0, high & 0xffff);
  bytes.setUint32(2, low);
  return (toHex(new Uint8Array(bytes.buffer)).match(/../g) ?? []).join(':').toUpperCase();
};

const readRevision = async (loader: EspLoader, model: EspModel): Promise<string> => {
  const found: number[] = [];
  for (const address of model.revisionWords) found.push(await loader.readWord(address));
  const { major, minor } = model.revision(found);
  return `v${major}.${minor}`;
};

/** Third byte of a JEDEC id: a power of two, counted anew in the 2x and 3x codes. */
const flashBytesOf = (capacity: number): number | undefined => {
  if (capacity >= 0x12 && capacity <= 0x1c) return 2 ** capacity;
  if (capacity >= 0x20 && capacity <= 0x22) return 2 ** (capacity - 6);
  if (capacity >= 0x32 && capacity <= 0x3a) return 2 ** (capacity - 0x20);
  return undefined;
};

/** FF and 00 throughout mean that no flash answered. */
const readFlash = async (loader: EspLoader, chip: ChipId): Promise<Pick<ChipFacts, 'flashBytes' | 'flashId'>> => {
  await attachFlash(loader, chip);
  const id = await readFlashId(loader);
  if (id === 0 || id === 0xffffff) return {};
  const flashId = toHex(Uint8Array.of(id, id >>> 8, id >>> 16));
  return { flashBytes: flashBytesOf(id >>> 16), flashId };
};

export const readFacts = async (loader: EspLoader): Promise<ChipFacts> => {
  const chip = await detect(loader);
  const model = espModels[chip];
  loader.library.chip = await model.library();
  const mac = await readMac(loader, model);
  return { chip, revision: await readRevision(loader, model), mac, ...(await readFlash(loader, chip)) };
};
