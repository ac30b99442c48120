import type { BegunErase } from './erase';

/** A change to a board's flash that was begun and is not proved yet: an image written, a copy, or stretches erased. */
export interface UnfinishedWrite {
  /** What is being erased; then there is no image. */
  erase?: BegunErase;
  /** A person's own copy, which is on no shelf, and by which tool it was being written. */
  copy?: 'restore' | 'clone';
  /** SHA-256 of the image or the copy, its file's name; empty where there is none. */
  sha256: string;
  name: string;
  /** Bytes that were in the flash when it was last looked at, as far as anybody knows, and bytes in all. */
  held: number;
  total: number;
  /** Milliseconds since 1970 of the first byte. */
  at: number;
}

/** Whole percent; never all of it, since nothing is proved. */
export const percentOf = ({ held, total }: Pick<UnfinishedWrite, 'held' | 'total'>): number =>
  total > 0 ? Math.min(99, Math.floor((held * 100) / total)) : 0;
