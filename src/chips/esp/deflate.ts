/** Cuts an image into the frames of a compressed write, and knows how much flash each of them fills. */
import { Unzlib } from 'fflate';

/** The stream is inflated again in steps to learn what lies where: long ones, and short ones in blank runs. */
const longStep = 4096;
const shortStep = 128;
/** Bytes that differ in a short step of a run: one repeated match has a period of a few bytes. */
const fewBytes = 8;
/** A block ends early when it fills this much flash: blank runs deflate a thousandfold and would stop the meter. */
const flashPerBlock = 0x20000;

export interface EspBlock {
  bytes: Uint8Array;
  /** Bytes of flash behind us once this block is written. */
  until: number;
}

/** By the browser's own zlib: off this thread, and ten times as fast as the library's (esp-flashing, section 4). */
const deflate = async (image: Uint8Array): Promise<Uint8Array> => {
  const stream = new Blob([image.slice()]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

const isRun = (stream: Uint8Array, at: number) => new Set(stream.subarray(at, at + shortStep)).size <= fewBytes;

const stepFrom = (stream: Uint8Array, at: number): number => {
  let step = shortStep;
  if (!isRun(stream, at)) while (step < longStep && !isRun(stream, at + step)) step += shortStep;
  return step;
};

const cut = (stream: Uint8Array, flashBytes: number, blockBytes: number): EspBlock[] => {
  const blocks: EspBlock[] = [];
  let inflated = 0;
  const inflater = new Unzlib((piece) => {
    inflated += piece.length;
  });
  let from = 0;
  let last = 0;
  for (let at = 0; at < stream.length; ) {
    const end = Math.min(at + stepFrom(stream, at), from + blockBytes, stream.length);
    inflater.push(stream.slice(at, end));
    at = end;
    if (end < stream.length && end - from < blockBytes && inflated - last < flashPerBlock) continue;
    last = end === stream.length ? flashBytes : inflated;
    blocks.push({ bytes: stream.subarray(from, end), until: last });
    from = end;
  }
  return blocks;
};

/** Less is not worth the lumps in which a stub writes what it inflates. */
const worthInflating = 15 / 16;

/**
 * Compressed blocks; `undefined` when deflate hardly shrinks the image: then it goes as it is, where the library would
 * send it "compressed" and stall the stub's two buffers (esp-measured, section 3).
 */
export const deflatedBlocks = async (image: Uint8Array, blockBytes: number): Promise<EspBlock[] | undefined> => {
  const stream = await deflate(image);
  return stream.length < image.length * worthInflating ? cut(stream, image.length, blockBytes) : undefined;
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
