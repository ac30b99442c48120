/** Reads flash through the stub, into one array made once; the stub's digest closes every stretch. */
import { md5Hex, toHex } from '../../protocols/digest/digest';
import { type EspLoader, isLost, LoaderFault, words } from './loader';

const readFlashOp = 0xd2;
const packetBytes = 0x1000;
/** Stubs of the second generation send one at a time whatever is asked. */
const packetsInFlight = 64;
/** One command reads this much, so that a lost byte is found before minutes have gone by. */
const stretchBytes = 0x100000;

/** Bytes came, and not those that were sent. */
const isBroken = (fault: unknown): boolean =>
  fault instanceof LoaderFault && (fault.reason === 'digest' || fault.reason === 'too-long');

/** Throws `LoaderFault`: `no-answer`, `too-long`, `digest`. */
export const readFlash = async (
  loader: EspLoader,
  address: number,
  size: number,
  told: (done: number) => void,
  signal: AbortSignal,
): Promise<Uint8Array> => {
  const { frames, timing, link } = loader;
  const withinMs = timing.answerMs + (packetBytes * 10_000) / link.baud;
  const next = async () => {
    const frame = await frames.take(withinMs, signal);
    if (!frame) throw new LoaderFault('no-answer');
    return frame;
  };
  const readStretch = async (from: number, stretch: Uint8Array) => {
    const payload = words(address + from, stretch.length, packetBytes, packetsInFlight);
    await loader.ask(readFlashOp, { payload });
    for (let got = 0; got < stretch.length; ) {
      const packet = await next();
      if (got + packet.length > stretch.length) throw new LoaderFault('too-long');
      stretch.set(packet, got);
      got += packet.length;
      await frames.send(words(got));
      told(from + got);
    }
    if (toHex(await next()) !== md5Hex(stretch)) throw new LoaderFault('digest');
  };
  const whole = new Uint8Array(size);
  for (let from = 0; from < size; from += stretchBytes) {
    const stretch = whole.subarray(from, Math.min(from + stretchBytes, size));
    try {
      await readStretch(from, stretch);
    } catch (fault) {
      // Reading changes nothing: what broke is read again, once.
      if (!isLost(fault) && !isBroken(fault)) throw fault;
      await loader.hearOut();
      await readStretch(from, stretch);
    }
  }
  return whole;
};
