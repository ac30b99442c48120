/** One look after the other at a watched folder: the newest image is taken when it is whole, and once. */

import type { Folder } from '../../links/folder';
import type { BuildSeen } from '../../model/build';
import type { FirmwareFacts } from '../../model/firmware';
import { own } from '../../model/own';
import { asBenchError, BenchError, type Problem } from '../../model/problem';
import { isWhole } from '../../protocols/builds/build-files';
import { tagOfChip } from '../../protocols/images/beken-image';
import { findImages, type ImageFile } from './find-images';
import { isSame, readBuild, type WholeImage } from './read-build';

export interface Looked {
  /** Of the newest image. */
  seen?: BuildSeen;
  tooMuch: boolean;
}

/** The last build that was taken, also on another day. */
export interface TakenBefore {
  sha256: string;
  modified: number;
}

/** No flash the headers can name is larger (esp-flashing, section 7). */
const largest = 128 * 1024 * 1024;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A file that ends too early, or whose middle is not there yet, says so itself; a whole one also begins with its parts. */
const isHalf = ({ code }: Problem, path: string): boolean =>
  code === 'firmware.truncated' || code === 'firmware.corrupt' || (isWhole(path) && isOther({ code }));

/** What else lies beside images: a file system, a start value, a part. The next one may be meant. */
const isOther = (problem: Pick<Problem, 'code'> | undefined): boolean =>
  problem?.code === 'firmware.not-firmware' || problem?.code === 'firmware.part-alone';

/**
 * Images of Beken chips do not say where they end (esp-flashing, section 7), nor does a list say when all it names is of
 * one build: only that nobody writes on tells. Longer than most applications take to compile where just its loader or
 * table was written.
 */
const quietMs = ({ parts, underway }: ImageFile, { chip }: FirmwareFacts): number =>
  underway ? 30_000 : parts || own(tagOfChip, chip) ? 1500 : 0;

export interface LookHands {
  folder: Folder;
  /** As `Clock.ticks`. */
  ticks(): number;
  /** Of an earlier watch of this folder. */
  before?: TakenBefore;
  /** Told each whole image once; one that it rejects is asked for again when the file has changed. */
  take(image: WholeImage): Promise<void>;
}

export const createLook = ({ folder, ticks, before, take }: LookHands) => {
  let taken = before;
  /** As the look before had them, and since when; an image that is the same twice is not being written. */
  let last = new Map<string, ImageFile & { since: number }>();
  /** What was read and not taken, until it changes. */
  const known = new Map<string, ImageFile & { problem?: Problem }>();

  const lookAt = async (image: ImageFile): Promise<BuildSeen> => {
    const { path, modified, size } = image;
    const say = (found: BuildSeen['found'], problem?: Problem): BuildSeen => ({
      path,
      modified,
      bytes: size,
      found,
      ...(problem && { problem }),
    });
    const told = (problem: Problem | undefined) =>
      problem ? say(isHalf(problem, path) ? 'half-written' : 'refused', problem) : say('taken');
    const read = known.get(path);
    if (read && isSame(image, read)) return told(read.problem);
    const earlier = last.get(path);
    if (!earlier || !isSame(image, earlier)) return say('changing');
    if (size === 0) return say('half-written');
    const verdict =
      size > largest
        ? { problem: new BenchError('firmware.not-firmware', { file: nameOf(path), size }).problem }
        : await readBuild(image);
    if (!verdict) return say('changing');
    const settle = (problem?: Problem) => {
      known.set(path, { ...image, problem });
      return told(problem);
    };
    if ('problem' in verdict) return settle(verdict.problem);
    const { sha256, facts } = verdict.image;
    if (ticks() - earlier.since < quietMs(image, facts)) return say('changing');
    try {
      if (sha256 !== taken?.sha256) await take(verdict.image);
    } catch (fault) {
      return settle(asBenchError(fault).problem);
    }
    taken = { sha256, modified };
    return settle();
  };

  /** Throws what the browser throws when the folder is gone or may not be read. */
  return async (): Promise<Looked> => {
    const { images, tooMuch } = await findImages(folder);
    const here = new Set(images.map(({ path }) => path));
    for (const path of known.keys()) if (!here.has(path)) known.delete(path);
    let other: BuildSeen | undefined;
    try {
      for (const image of images) {
        // Older than what was taken: it was there, or somebody laid it there, and no build made it just now.
        if (taken && image.modified < taken.modified) break;
        const seen = await lookAt(image);
        if (seen.found !== 'refused' || !isOther(seen.problem)) return { seen, tooMuch };
        other ??= seen;
      }
      return { ...(other && { seen: other }), tooMuch };
    } finally {
      const since = (image: ImageFile) => {
        const earlier = last.get(image.path);
        return earlier && isSame(image, earlier) ? earlier.since : ticks();
      };
      last = new Map(images.map((image) => [image.path, { ...image, since: since(image) }]));
    }
  };
};
