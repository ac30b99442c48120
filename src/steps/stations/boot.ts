import type { RunContext, Step } from '../run/step';
import { bootAgain } from './answering';

/** Restarted with its log on, so that all of what follows is heard from its first line: the application's own banner. */
export const boot: Step = {
  name: 'boot',
  async run(context: RunContext) {
    const { lane, signal } = context;
    lane.fact('boot', 'booting');
    lane.bind({ kind: 'restart' });
    const shell = await bootAgain(context);
    const { name = '', version = '' } = await shell.waitForApp({ signal });
    const { app } = shell.seen;
    if (app) lane.set({ app });
    lane.fact('boot', 'own-banner', { name, version });
  },
};
