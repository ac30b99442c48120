/** T5AI, T3, T1, BK7231N: one boot loader, one way in. */
import type { SerialLink } from '../../links/serial-link';
import { atMost } from '../../links/wait';
import { isSameLine, usualLine } from '../../model/line-settings';
import { BenchError } from '../../model/problem';
import type { ChipFamily } from '../chip';
import { enterLoader, pulseReset } from './enter';
import { type BekenSession, bekenConsoleBaud, createBekenSession, readBekenFacts } from './session';
import { BekenFault, createBekenTalk } from './talk';
import { type BekenTiming, bekenTiming } from './timing';

/** An adapter that hangs over its lines must not keep back what went wrong. */
const resetWithinMs = 3000;

/** Resets until a chip that shall be held in its loader is given up. */
const holdTries = 5;

/** A pulse of RTS and nobody who knocks: the chip starts what is in its flash. */
const backToApp = async (link: SerialLink, timing: BekenTiming): Promise<void> => {
  const back = async () => {
    if (link.baud !== bekenConsoleBaud) await link.reopen(bekenConsoleBaud);
    await pulseReset(link, timing);
  };
  if (!link.lost.aborted) await atMost(resetWithinMs, back()).catch(() => {});
};

export interface BekenFamily extends ChipFamily {
  connect(...needs: Parameters<ChipFamily['connect']>): Promise<BekenSession>;
}

export const createBekenFamily = (timing: BekenTiming = bekenTiming): BekenFamily => ({
  name: 'Beken',
  consoleBaud: bekenConsoleBaud,
  async connect(link, watch, signal, _usb, tries) {
    signal.throwIfAborted();
    if (link.baud !== bekenConsoleBaud) await link.reopen(bekenConsoleBaud);
    const talk = createBekenTalk(link, timing);
    try {
      await enterLoader(talk, watch, signal, tries);
      return createBekenSession(talk, await readBekenFacts(talk, signal));
    } catch (fault) {
      talk.stop();
      // Whoever asks next begins with a reset of its own.
      if (!(tries?.others && fault instanceof BenchError && fault.code === 'board.silent'))
        await backToApp(link, timing);
      // The chip answered a moment ago: a fault since then is a bad line.
      if (fault instanceof BekenFault)
        throw new BenchError('board.garbled', { reason: fault.reason }, { cause: fault });
      throw fault;
    }
  },
  async restart(link) {
    if (link.baud !== bekenConsoleBaud) await link.reopen(bekenConsoleBaud);
    await pulseReset(link, timing);
  },
  pulse: (link) => pulseReset(link, timing),
  // Its ROM listens for a blink and starts the application; one that was asked in it stays (beken-uart-boot, section 2).
  async hold(link, signal) {
    if (!isSameLine({ baud: link.baud, ...link.format }, usualLine)) await link.reopen(usualLine.baud, usualLine);
    const talk = createBekenTalk(link, timing);
    try {
      await enterLoader(talk, { attempt: () => {}, heard: () => {} }, signal, { before: 0, most: holdTries });
    } finally {
      talk.stop();
    }
  },
});

export const beken: ChipFamily = createBekenFamily();
