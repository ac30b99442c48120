/** A copy of a flash, taken from a file: how it is laid out, what of its board is in it, and whose it is. */
import type { ChipSession } from '../../chips/chip';
import type { BackupRow, CopyHolds, CopyOwner, FlashPart } from '../../model/backup';
import type { BoardLayout } from '../../model/board-layout';
import type { Mac } from '../../model/chip';
import { factoryDefaultMac } from '../../model/license-rules';
import { BenchError } from '../../model/problem';
import { partsOf } from '../../protocols/backup/parts';
import { macInRadio } from '../../protocols/beken/radio-sector';
import { sha256Hex } from '../../protocols/digest/digest';
import { isBlank } from '../../protocols/images/blank';
import { carriedLicense } from '../../protocols/stores/carried-license';
import type { StoreContent } from '../../protocols/stores/store-content';
import { backupOf } from '../../records/backups';
import { licenseOfUuid } from '../../records/license-questions';
import { macOf } from '../stations/stores/book-stores';
import type { ToolContext } from './tool';

export interface Copy {
  name: string;
  sha256: string;
  bytes: Uint8Array;
  /** Where its first byte belongs. */
  offset: number;
  /** Of all of a flash. */
  whole: boolean;
  /** As it would be on a board with nothing but this in its flash. */
  layout: BoardLayout;
  parts: readonly FlashPart[];
  /** What its license store holds. */
  license?: Exclude<StoreContent, { holds: 'nothing' }>;
  holds: CopyHolds;
  /** Where this bench took it. */
  row?: BackupRow;
}

const bytesOf = async (file: File): Promise<Uint8Array> => {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (fault) {
    const reason = fault instanceof Error ? fault.name : 'unknown';
    throw new BenchError('copy.unreadable', { file: file.name, reason }, { cause: fault });
  }
};

/** What lies there in a flash that holds the copy, blank around it. */
const readerOf =
  (bytes: Uint8Array, offset: number) =>
  async (at: number, size: number): Promise<Uint8Array> => {
    const read = new Uint8Array(size).fill(0xff);
    const [from, to] = [Math.max(at, offset), Math.min(at + size, offset + bytes.length)];
    if (from < to) read.set(bytes.subarray(from - offset, to - offset), from - at);
    return read;
  };

const settingsIn = async (read: ReturnType<typeof readerOf>, parts: readonly FlashPart[]): Promise<boolean> => {
  for (const { rule, offset, size } of parts) if (rule === 'wifi' && !isBlank(await read(offset, size))) return true;
  return false;
};

/** Throws `copy.unreadable`, and `copy.other-size` before all of it is read. */
export const readCopy = async (context: ToolContext, session: ChipSession, file: File): Promise<Copy> => {
  const { chip, flashBytes = 0 } = session.facts;
  if (file.size === 0 || file.size > flashBytes)
    throw new BenchError('copy.other-size', { file: file.name, size: file.size, flashBytes });
  const bytes = await bytesOf(file);
  const sha256 = sha256Hex(bytes);
  const row = await backupOf(context.db, sha256);
  const offset = row?.offset ?? 0;
  if (offset + bytes.length > flashBytes)
    throw new BenchError('copy.other-size', { file: file.name, size: offset + bytes.length, flashBytes });
  const read = readerOf(bytes, offset);
  const layout = await session.layout(read);
  const parts = partsOf(layout, chip, flashBytes);
  const license = carriedLicense({ bytes, address: offset, partitions: layout.partitions });
  const { calibration } = layout;
  const radio = calibration && !isBlank(await read(calibration.offset, calibration.size));
  return {
    name: file.name,
    sha256,
    bytes,
    offset,
    whole: offset === 0 && bytes.length === flashBytes,
    layout,
    parts,
    ...(license && { license }),
    holds: {
      ...(license && { license: true as const }),
      ...((await settingsIn(read, parts)) && { wifi: true as const }),
      ...(radio && { radio: true as const }),
    },
    ...(row && { row }),
  };
};

/** The license in it: read, or known by the board it was taken from. */
export const uuidIn = ({ license, row }: Copy): string | undefined =>
  license?.holds === 'license' ? license.license.uuid : license && row?.uuid;

const radioMac = async ({ layout, bytes, offset }: Copy): Promise<Mac | undefined> => {
  const { calibration } = layout;
  return calibration && macInRadio(await readerOf(bytes, offset)(calibration.offset, calibration.size));
};

/**
 * By everything that is known of it: who took it, the MAC in it, and who has its license in the ledger. One word for
 * another board outweighs all: a license is never on two boards. `seen`: the license this board has now.
 */
export const ownerOf = async (context: ToolContext, copy: Copy, seen: string | undefined): Promise<CopyOwner> => {
  const { db, virtual } = context;
  const own = macOf(context);
  const uuid = uuidIn(copy);
  const holder = uuid === undefined ? undefined : await licenseOfUuid(db, uuid);
  if (holder && (holder.virtual !== virtual || !holder.mac)) return { of: 'other' };
  const taken = copy.row?.virtual === virtual ? copy.row.mac : undefined;
  const macs = [holder?.mac, taken, await radioMac(copy)].filter((mac) => mac && mac !== factoryDefaultMac);
  const others = macs.filter((mac) => mac !== own);
  if (others[0]) return { of: 'other', mac: others[0] };
  if (macs.length > 0 || (uuid !== undefined && uuid === seen)) return { of: 'own' };
  return { of: 'unknown' };
};

/**
 * Throws `copy.changed` where it is not the file that was compared, `copy.other-file` {file, wanted} where a copy that was
 * broken off would go on with another.
 */
export const sameAsCompared = ({ lane }: Pick<ToolContext, 'lane'>, { sha256, name }: Copy, compared: string): void => {
  if (sha256 === compared) return;
  const { unfinished } = lane.view;
  if (unfinished?.copy && unfinished.sha256 === compared)
    throw new BenchError('copy.other-file', { file: name, wanted: unfinished.name });
  throw new BenchError('copy.changed', { file: name });
};
