/** Cuts an image into the frames of a compressed write, and knows how much flash each of them fills. */
import { Zlib } from 'fflate';

/** The stream is flushed this often, so that places in it and places in the flash can be told apart. */
const pieceBytes = 0x8000;
/** A block ends early when it fills this much flash: blank runs deflate a thousandfold and would stop the meter. */
const flashPerBlock = 0x20000;

export interface EspBlock {
  bytes: Uint8Array;
  /** Bytes of flash behind us once this block is written. */
  until: number;
}

const join = (pieces: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};

/** Deflated, with a mark after each piece: that many bytes of the stream make that many bytes of flash. */
const deflate = (image: Uint8Array) => {
  const pieces: Uint8Array[] = [];
  const marks: { stream: number; flash: number }[] = [];
  let stream = 0;
  const zlib = new Zlib({ level: 6 }, (piece) => {
    pieces.push(piece);
    stream += piece.length;
  });
  for (let at = 0; at < image.length; at += pieceBytes) {
    const until = Math.min(at + pieceBytes, image.length);
    zlib.push(image.subarray(at, until), until === image.length);
    if (until < image.length) zlib.flush(true);
    marks.push({ stream, flash: until });
  }
  return { stream: join(pieces), marks };
};

const cut = ({ stream, marks }: ReturnType<typeof deflate>, blockBytes: number): EspBlock[] => {
  const blocks: EspBlock[] = [];
  let at = 0;
  let flash = 0;
  let before = { stream: 0, flash: 0 };
  const put = (end: number, until: number) => {
    blocks.push({ bytes: stream.subarray(at, end), until });
    at = end;
    flash = until;
  };
  for (const mark of marks) {
    while (mark.stream - at >= blockBytes) {
      const end = at + blockBytes;
      // In between two marks the share of the stream stands for the share of the flash.
      const share = (end - before.stream) / (mark.stream - before.stream);
      put(end, Math.round(before.flash + share * (mark.flash - before.flash)));
    }
    if (mark.stream > at && (mark.flash - flash >= flashPerBlock || mark === marks.at(-1)))
      put(mark.stream, mark.flash);
    before = mark;
  }
  return blocks;
};

/**
 * Compressed blocks; `undefined` when deflate does not shrink the image: then it goes as it is, where the library would
 * send it "compressed" and stall the stub's two buffers (esp-measured, section 3).
 */
export const deflatedBlocks = (image: Uint8Array, blockBytes: number): EspBlock[] | undefined => {
  const deflated = deflate(image);
  return deflated.stream.length < image.length ? cut(deflated, blockBytes) : undefined;
};

/** Plain blocks, the last filled up with FF, which programs nothing. */
export const plainBlocks = (image: Uint8Array, blockBytes: number): EspBlock[] => {
  const blocks: EspBlock[] = [];
  for (let at = 0; at < image.length; at += blockBytes) {
    const bytes = new Uint8Array(blockBytes).fill(0xff);
    bytes.set(image.subarray(at, at + blockBytes));
    blocks.push({ bytes, until: Math.min(at + blockBytes, image.length) });
  }
  return blocks;
};
