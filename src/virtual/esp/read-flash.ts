import { md5 } from '@noble/hashes/legacy.js';
import type { Core } from './core';
import type { TimedFlash } from './flash-timing';
import { wordAt } from './frames';

/**
 * The data phase of READ_FLASH (esp-flashing, section 1): raw frames, each acknowledged by the running byte count, the
 * MD5 of what was sent at the end. One packet in flight whatever the host asked for; an answer that is not four bytes
 * long ends it early.
 */
export const readFlash = async (
  core: Core,
  timed: TimedFlash,
  { offset, size, packet }: { offset: number; size: number; packet: number },
): Promise<void> => {
  const hash = md5.create();
  let acknowledged = 0;
  for (let sent = 0; sent < size || acknowledged < size; ) {
    if (sent < size) {
      const bytes = timed.read(offset + sent, Math.min(packet, size - sent));
      hash.update(bytes);
      await core.settle();
      core.say(bytes);
      sent += bytes.length;
    }
    const answer = await core.hear();
    if (answer.length !== 4) break;
    acknowledged = wordAt(answer, 0);
  }
  core.say(hash.digest());
};
