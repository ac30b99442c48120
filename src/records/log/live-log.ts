import type { LogLine } from '../../model/log-line';
import type { LogKept } from '../../model/log-look';
import { blockLines, blockOf, encodeBlock } from './blocks';
import { encodeLine } from './line-code';
import type { LogFile, LogFiles } from './log-files';
import { memoryFiles } from './memory-files';
import { encodeNote, type LogNote, type Noted, notesFile, nothingNoted, withNote } from './notes';
import { indexFile, linesFile } from './segment-names';
import { createTape, type Tape } from './tape';

/**
 * A session that is being written: lines go into memory at once, into the file a moment later, and whatever was in the
 * file stays when the tab dies. Segments are small enough that the oldest can go alone.
 */
export interface LiveLog {
  readonly id: string;
  readonly tape: Tape;
  readonly noted: Noted;
  readonly kept: LogKept;
  /** On disk. */
  readonly bytes: number;
  append(lines: readonly LogLine[]): void;
  note(note: LogNote): void;
  /** Writes what waits. */
  flush(): void;
  /** The oldest segment goes; false where there is only one. */
  dropOldest(): Promise<boolean>;
  /** Nothing more comes; what waited is written. */
  close(): Promise<void>;
}

export interface LiveSettings {
  files: LogFiles;
  id: string;
  /** The storage is full: makes room, then it is tried once more. */
  full(): Promise<void>;
  /** From now on it is only held in memory. */
  lost(reason: string): void;
  segmentBytes?: number;
  /** Of what is only held in memory; its oldest lines go. */
  memoryBytes?: number;
}

interface WrittenSegment {
  from: number;
  files: LogFiles;
  bytes: number;
  lines?: LogFile;
  index?: LogFile;
  /** Not written yet; begins where the file ends. */
  waiting: Uint8Array[];
  waitingIndex: Uint8Array[];
  opening: Promise<void>;
}

const joined = (pieces: readonly Uint8Array[]): Uint8Array => {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};

const reasonOf = (fault: unknown): string => (fault instanceof Error ? fault.name : 'unknown');

export const openLiveLog = ({
  files: asked,
  id,
  full,
  lost,
  segmentBytes = 8 * 1024 * 1024,
  memoryBytes = 32 * 1024 * 1024,
}: LiveSettings): LiveLog => {
  const encoder = new TextEncoder();
  const tape = createTape();
  const segments: WrittenSegment[] = [];
  let files = asked;
  let noted = nothingNoted;
  let notes: LogFile | undefined;
  let notesWaiting: Uint8Array[] = [];
  /** Lines of the tail as text, and the bytes of those that are encoded already. */
  let texts: string[] = [];
  let encoded = 0;
  let closed = false;
  let trouble: 'none' | 'making-room' | 'again' = 'none';

  const inMemory = (reason: string) => {
    if (files !== asked) return;
    files = memoryFiles();
    lost(reason);
  };
  /** Everybody is served by what was written last; a file that refuses is left as it is. */
  const refused = (fault: unknown) => {
    if (files !== asked) return;
    if (trouble === 'again') return inMemory(reasonOf(fault));
    if (trouble === 'making-room') return;
    trouble = 'making-room';
    void full().then(
      () => {
        trouble = 'again';
        flush();
        trouble = 'none';
      },
      () => inMemory(reasonOf(fault)),
    );
  };

  const write = (segment: WrittenSegment): void => {
    if (trouble === 'making-room' && segment.files === asked) return;
    if (segment.lines && segment.waiting.length > 0) {
      segment.lines.append(joined(segment.waiting));
      segment.waiting = [];
    }
    if (segment.index && segment.waitingIndex.length > 0) {
      segment.index.append(joined(segment.waitingIndex));
      segment.waitingIndex = [];
    }
  };
  const tryTo = (work: () => void) => {
    try {
      work();
    } catch (fault) {
      refused(fault);
    }
  };

  const readFrom = async (segment: WrittenSegment, at: number, length: number): Promise<Uint8Array> => {
    const written = segment.bytes - segment.waiting.reduce((sum, piece) => sum + piece.length, 0);
    const waiting = at + length > written ? joined(segment.waiting) : undefined;
    const onFile = async () => {
      const upTo = Math.min(length, written - at);
      if (upTo <= 0) return new Uint8Array(0);
      if (segment.lines) return segment.lines.read(at, upTo);
      return segment.files.read(id, linesFile(segment.from), at, upTo);
    };
    const head = await onFile();
    if (!waiting) return head;
    const from = Math.max(0, at - written);
    return joined([head, waiting.subarray(from, from + length - head.length)]);
  };

  const openSegment = (): WrittenSegment => {
    const from = tape.next / blockLines;
    const segment: WrittenSegment = {
      from,
      files,
      bytes: 0,
      waiting: [],
      waitingIndex: [],
      opening: Promise.resolve(),
    };
    segment.opening = (async () => {
      const lines = await segment.files.create(id, linesFile(from));
      segment.lines = lines;
      segment.index = await segment.files.create(id, indexFile(from));
      flush();
    })().catch((fault: unknown) => inMemory(reasonOf(fault)));
    segments.push(segment);
    tape.open({ from, blocks: [], read: (at, length) => readFrom(segment, at, length) });
    return segment;
  };

  const finish = async (segment: WrittenSegment) => {
    await segment.opening;
    tryTo(() => write(segment));
    const whole = segment.waiting.length === 0 && segment.waitingIndex.length === 0;
    if (!whole && !closed) return;
    tryTo(() => segment.lines?.settle());
    segment.index?.close();
    segment.lines?.close();
    segment.index = undefined;
    segment.lines = undefined;
  };

  const encodeTail = (segment: WrittenSegment) => {
    if (texts.length === 0) return;
    const bytes = encoder.encode(texts.join(''));
    texts = [];
    encoded += bytes.length;
    segment.waiting.push(bytes);
    segment.bytes += bytes.length;
  };

  const seal = (segment: WrittenSegment) => {
    encodeTail(segment);
    const block = blockOf(tape.tail, segment.bytes - encoded, encoded);
    segment.waitingIndex.push(encodeBlock(block));
    tape.seal(block);
    encoded = 0;
    const isOf = segment.files === files;
    const most = segment.files === asked && asked.kept === 'on-disk' ? segmentBytes : segmentBytes / 4;
    if (isOf && segment.bytes < most) return;
    void finish(segment);
    openSegment();
    if (files.kept === 'in-memory') forgetOldest();
  };

  const heldInMemory = () =>
    segments.filter((segment) => segment.files.kept === 'in-memory').reduce((sum, { bytes }) => sum + bytes, 0);
  const forgetOldest = () => {
    while (heldInMemory() > memoryBytes && segments.length > 1) void dropOldest();
  };
  const dropOldest = async (): Promise<boolean> => {
    const gone = segments.length > 1 ? segments.shift() : undefined;
    if (!gone) return false;
    tape.dropFirst();
    await gone.opening;
    await finish(gone);
    await gone.files.removeFile(id, indexFile(gone.from));
    await gone.files.removeFile(id, linesFile(gone.from));
    return true;
  };

  function flush() {
    const last = segments.at(-1);
    if (last) encodeTail(last);
    for (const segment of segments) if (segment.lines) tryTo(() => write(segment));
    if (notes && notesWaiting.length > 0) {
      const own = notes;
      tryTo(() => {
        own.append(joined(notesWaiting));
        notesWaiting = [];
      });
    }
  }

  const opening = files.create(id, notesFile).then(
    (file) => {
      notes = file;
      flush();
    },
    (fault: unknown) => inMemory(reasonOf(fault)),
  );
  openSegment();

  return {
    id,
    tape,
    get noted() {
      return noted;
    },
    get kept() {
      return files.kept;
    },
    get bytes() {
      return segments.reduce((sum, segment) => sum + (segment.files.kept === 'on-disk' ? segment.bytes : 0), 0);
    },
    append(lines) {
      for (const line of lines) {
        tape.push(line);
        texts.push(encodeLine(line));
        const segment = segments.at(-1);
        if (segment && tape.tail.length === blockLines) seal(segment);
      }
    },
    note(note) {
      noted = withNote(noted, note);
      notesWaiting.push(encodeNote(note));
      flush();
    },
    flush,
    dropOldest,
    async close() {
      if (closed) return;
      await opening;
      await Promise.all(segments.map(({ opening: own }) => own));
      flush();
      closed = true;
      await Promise.all(segments.map(finish));
      notes?.close();
      notes = undefined;
    },
  };
};
