/** Takes a bound board out of its cloud over the cable: its console drops the binding, the license stays on it. */
import { waitFor } from '../links/wait';
import { BenchError } from '../model/problem';
import { isUnknownCommand } from '../protocols/console/answers';
import type { RunContext } from './step';

/** From the command until the binding is gone: about 3 s (device-cloud, section 6). */
const releasedWithinMs = 10_000;
/** The application's own words for it (authorize-cli, section 6). */
const gone = /^Activated data remove successed|TUYA_EVENT_RESET_COMPLETE/;

export const releaseOverCable = async ({ lane, hands, signal }: RunContext): Promise<void> => {
  const shell = await hands.shell(signal);
  await shell.restoreLog();
  const released = waitFor<true>(
    (give) => lane.onLog((lines) => lines.some(({ text }) => gone.test(text)) && give(true)),
    { withinMs: releasedWithinMs, signals: [signal] },
  );
  // The reset ends the shell's own answer on some releases; the log says more than it does.
  const answer = await shell.ask('sys_iot_reset', { signal }).catch(() => []);
  if (isUnknownCommand(answer)) await shell.say('reset');
  if (!(await released)) throw new BenchError('pair.no-answer', { step: 'release' });
  lane.bind({ kind: 'restart' });
};
