import type { SerialLink } from '../../links/serial-link';
import type { HandshakeWatch } from '../chip';
import { enterLoader } from './enter';
import { bekenConsoleBaud, createBekenSession, readBekenFacts } from './session';
import { createBekenTalk } from './talk';
import type { BekenTiming } from './timing';

/** Throws `board.silent`, `board.unsupported`, `board.garbled`. */
export const bekenFactsAndSession = async (
  link: SerialLink,
  watch: HandshakeWatch,
  timing: BekenTiming,
  signal: AbortSignal,
) => {
  if (link.baud !== bekenConsoleBaud) await link.reopen(bekenConsoleBaud);
  const talk = createBekenTalk(link, timing);
  try {
    await enterLoader(talk, watch, signal);
    const facts = await readBekenFacts(talk, signal);
    return { facts, session: createBekenSession(talk, facts) };
  } catch (fault) {
    talk.stop();
    throw fault;
  }
};
