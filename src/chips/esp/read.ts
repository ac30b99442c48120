/** Reads flash through the stub; the stub's digest closes every stretch. */
import { md5Hex, toHex } from '../../protocols/digest/digest';
import { inStretches, type TakeStretch } from '../stretches';
import { type EspLoader, isLost, LoaderFault, words } from './loader';

const readFlashOp = 0xd2;
const packetBytes = 0x1000;
/** Stubs of the second generation send one at a time whatever is asked, and those before them did by a mistake. */
const packetsInFlight = 1;
/** One command reads this much, so that a lost byte is found before minutes have gone by. */
const stretchBytes = 0x100000;

/** Bytes came, and not those that were sent. */
const isBroken = (fault: unknown): boolean =>
  fault instanceof LoaderFault && (fault.reason === 'digest' || fault.reason === 'broken-packet');

/**
 * A packet is acknowledged when it begins to come, not when it is whole: the stub looks for the acknowledgement behind the
 * last byte, and finds it there, so that the line never waits for the way there and back. Never sooner: the one before is
 * taken once the next packet begins, and a stub may have room for one alone. What was acknowledged and came damaged, the
 * digest tells (esp-flashing, section 1).
 */
const readStretch = async (
  { frames, timing, link, ask }: EspLoader,
  address: number,
  stretch: Uint8Array,
  told: (done: number) => void,
  signal: AbortSignal,
): Promise<void> => {
  const withinMs = timing.answerMs + (packetBytes * 10_000) / link.baud;
  const next = async () => {
    const frame = await frames.take(withinMs, signal);
    if (!frame) throw new LoaderFault('no-answer');
    return frame;
  };
  await ask(readFlashOp, { payload: words(address, stretch.length, packetBytes, packetsInFlight) });
  for (let got = 0; got < stretch.length; ) {
    const length = Math.min(packetBytes, stretch.length - got);
    if (!(await frames.opens(withinMs, signal))) throw new LoaderFault('no-answer');
    await frames.send(words(got + length));
    const packet = await next();
    if (packet.length !== length) throw new LoaderFault('broken-packet');
    stretch.set(packet, got);
    got += length;
    told(got);
  }
  if (toHex(await next()) !== md5Hex(stretch)) throw new LoaderFault('digest');
};

/** Throws `LoaderFault`: `no-answer`, `broken-packet`, `digest`. */
export const readFlash = (
  loader: EspLoader,
  address: number,
  size: number,
  take: TakeStretch,
  told: (done: number) => void,
  signal: AbortSignal,
): Promise<void> =>
  inStretches(
    size,
    stretchBytes,
    async (from, length) => {
      signal.throwIfAborted();
      const stretch = new Uint8Array(length);
      const read = () => readStretch(loader, address + from, stretch, (done) => told(from + done), signal);
      try {
        await read();
      } catch (fault) {
        // Reading changes nothing: what broke is read again, once.
        if (!isLost(fault) && !isBroken(fault)) throw fault;
        await loader.hearOut();
        await read();
      }
      return stretch;
    },
    take,
  );
