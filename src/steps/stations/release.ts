/** Takes a bound board out of its cloud over the cable: its console drops the binding, the license stays on it. */
import { waitFor } from '../../links/wait';
import type { BindView } from '../../model/bind';
import { isUnknownCommand } from '../../protocols/console/answers';
import type { RunContext } from '../run/step';
import { waitForBind } from './bind-wait';

/** From the command until the binding is gone: about 3 s (device-cloud, section 6). */
const releasedWithinMs = 10_000;
/** After a restart: its banner comes first, and where it stands with its cloud a moment later. */
const saysWithinMs = 5000;
/** The application's own words for it (authorize-cli, section 6). */
const gone = /^Activated data remove successed|TUYA_EVENT_RESET_COMPLETE/;

/** Waiting for somebody who binds it. A step that is lit only because one behind it is does not say so. */
const isFree = ({ boundBefore, steps }: BindView): boolean =>
  boundBefore !== true && steps.some(({ name, state }) => name === 'channel' && state === 'working');

/** Bound before, or waiting for somebody who binds it. */
export const saysWhere = ({ boundBefore, steps }: BindView): boolean =>
  boundBefore === true || steps.some(({ name, state }) => name === 'channel' && state !== 'ahead');

/** Asks it, and believes what it says in any words: that the data are gone, or that it waits to be bound. */
const askToForget = async ({ lane, hands, signal }: RunContext): Promise<boolean> => {
  const shell = await hands.shell(signal);
  await shell.restoreLog();
  const released = waitFor<true>(
    (give) => {
      const ends = [
        lane.onLog((lines) => lines.some(({ text }) => gone.test(text)) && give(true)),
        lane.onBind((view) => isFree(view) && give(true)),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
    { withinMs: releasedWithinMs, signals: [signal] },
  );
  // The reset ends the shell's own answer on some releases; the log says more than it does.
  const answer = await shell.ask('sys_iot_reset', { signal }).catch(() => []);
  if (isUnknownCommand(answer)) await shell.say('reset');
  return (await released) === true;
};

/** The word of it may be lost and the deed done: a board that starts says where it stands. */
const lookAfterRestart = async ({ lane, hands, signal }: RunContext): Promise<boolean> => {
  lane.bind({ kind: 'restart' });
  const shell = await hands.boot(signal);
  await shell.restoreLog();
  const said = await waitForBind(lane, saysWhere, { withinMs: saysWithinMs, signals: [signal] });
  return said !== undefined && isFree(said);
};

/** False when nothing shows that it let go. */
export const releaseOverCable = async (context: RunContext): Promise<boolean> => {
  const { lane } = context;
  lane.fact('pair', 'letting-go');
  if (!(await askToForget(context)) && !(await lookAfterRestart(context))) return false;
  lane.bind({ kind: 'restart' });
  lane.fact('pair', 'released');
  context.settled('release');
  return true;
};
