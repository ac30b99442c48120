/** Gets a Beken chip into its loader and hears it say so (beken-uart-boot, section 2). Knows nothing of which chip it is. */
import type { SerialLink } from '../../links/serial-link';
import { pause } from '../../links/wait';
import { BenchError } from '../../model/problem';
import { bkRegReboot } from '../../protocols/beken/commands';
import type { HandshakeWatch, Tries } from '../chip';
import type { BekenTalk } from './talk';
import type { BekenTiming } from './timing';

const released = { dtr: false, rts: false };
const inReset = { dtr: false, rts: true };

/**
 * RTS alone holds the chip in reset, on boards with two transistors and on modules with RTS straight on their reset pin.
 * Both lines in one call: what is asserted for a moment must never be the wrong one.
 */
export const pulseReset = async (link: SerialLink, timing: BekenTiming, signal?: AbortSignal): Promise<void> => {
  try {
    await link.setLines(inReset);
    await pause(timing.resetMs, signal, link.lost);
  } finally {
    await link.setLines(released).catch(() => {});
  }
};

/** An application that listens for it restarts by itself; every third time, since its bytes may end in a shell's line. */
const askApplication = async (talk: BekenTalk, attempt: number) => {
  if (attempt % 3 !== 0) return;
  for (let times = 0; times < 3; times++) await talk.send(bkRegReboot);
};

/** Resets and asks until the chip answers. Throws `board.silent`, and the reason of the signal. */
export const enterLoader = async (
  talk: BekenTalk,
  watch: HandshakeWatch,
  signal: AbortSignal,
  { before, most }: Tries = { before: 0, most: Number.POSITIVE_INFINITY },
): Promise<void> => {
  const { link, timing } = talk;
  const since = performance.now();
  let heard = 0;
  const stop = link.listen((bytes) => {
    heard += bytes.length;
    watch.heard(bytes.length);
  });
  try {
    for (let attempt = before + 1; ; attempt++) {
      watch.attempt(attempt);
      await askApplication(talk, attempt);
      await pulseReset(link, timing, signal);
      await pause(timing.afterResetMs, signal, link.lost);
      if (await talk.knock(before > 0 ? timing.linkForHandMs : timing.linkForMs, signal)) return;
      if (attempt >= before + most || performance.now() - since > timing.connectMs)
        throw new BenchError('board.silent', { attempts: attempt, heard });
    }
  } finally {
    stop();
  }
};
