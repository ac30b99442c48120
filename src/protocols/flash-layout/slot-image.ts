/** What sits in a stretch of flash, from its headers alone: a few short reads, whatever its size. */
import type { ProgramFacts, SlotContents } from '../../model/board-layout';
import { toHex } from '../digest/digest';
import { imageMagic, isMapped, mostSegments } from '../images/esp-image';
import { textAt } from '../images/text-at';

/** Reads flash: `size` bytes from `at` on. */
export type ReadFlash = (at: number, size: number) => Promise<Uint8Array>;

const headerBytes = 24;
const segmentHeaderBytes = 8;
/** As far as the digest of the ELF, behind header and first segment header. */
const descriptorBytes = 176;
const descriptorMagic = 0xabcd5432;
const digestBytes = 32;

export interface SeenImage {
  holds: SlotContents;
  chipId?: number;
  isApp?: boolean;
  program?: ProgramFacts;
}

/** From an application descriptor; undefined when there is none. Fields that say nothing are left out. */
export const readDescriptor = (bytes: Uint8Array, at: number): Omit<ProgramFacts, 'size'> | undefined => {
  if (at + descriptorBytes > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(at, true) !== descriptorMagic) return undefined;
  const digest = bytes.subarray(at + 144, at + descriptorBytes);
  const [name, version] = [textAt(bytes, at + 48, 32), textAt(bytes, at + 16, 32)];
  return {
    ...(name && { name }),
    ...(version && { version }),
    // Left zero by builds that do not go through esptool's elf2image.
    ...(digest.some((byte) => byte !== 0 && byte !== 0xff) && { elfSha256: toHex(digest) }),
  };
};

const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0xff);

/** The image at `at`, which has `room` bytes. */
export const lookAtImage = async (read: ReadFlash, at: number, room: number): Promise<SeenImage> => {
  if (room < headerBytes + segmentHeaderBytes) return { holds: 'damaged' };
  const head = await read(at, Math.min(room, headerBytes + segmentHeaderBytes + descriptorBytes));
  if (head[0] !== imageMagic) return { holds: isBlank(head) ? 'blank' : 'damaged' };
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const segments = head[1] ?? 0;
  const chipId = view.getUint16(12, true);
  if (segments === 0 || segments > mostSegments) return { holds: 'damaged', chipId };
  const descriptor = readDescriptor(head, headerBytes + segmentHeaderBytes);
  let end = headerBytes;
  let mapped = false;
  for (let segment = 0; segment < segments; segment++) {
    if (end + segmentHeaderBytes > room) return { holds: 'damaged', chipId };
    const row = segment === 0 ? head.subarray(end, end + 8) : await read(at + end, segmentHeaderBytes);
    const words = new DataView(row.buffer, row.byteOffset, segmentHeaderBytes);
    mapped ||= isMapped(words.getUint32(0, true), chipId);
    end += segmentHeaderBytes + words.getUint32(4, true);
  }
  const size = (Math.floor(end / 16) + 1) * 16 + (head[23] === 1 ? digestBytes : 0);
  if (size > room) return { holds: 'damaged', chipId };
  return {
    holds: 'image',
    chipId,
    isApp: mapped || descriptor !== undefined,
    program: { ...descriptor, size },
  };
};
