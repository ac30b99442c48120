import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CloudFault, CloudHappening } from '../../src/virtual/cloud/state';
import { browserTest } from './browser';
import { type Shell, shellOf } from './pages/shell';

/** The relay of another process, with the make-believe cloud and one bound device behind it. */
export interface RelayHost {
  deviceId: string;
  happenings: readonly CloudHappening[];
  fault(fault: CloudFault, set: boolean): Promise<void>;
}

interface Told {
  origin?: string;
  deviceId?: string;
  happening?: CloudHappening;
  done?: CloudFault;
}

const program = fileURLToPath(new URL('./relay-process.ts', import.meta.url));

export const test = browserTest.extend<{ relay: RelayHost & { origin: string }; shell: Shell }>({
  relay: async ({ profile }, use) => {
    const env = { ...process.env, XDG_CONFIG_HOME: profile };
    const child = fork(program, { execArgv: ['--import', 'tsx'], env });
    const happenings: CloudHappening[] = [];
    const waiting = new Map<string, () => void>();
    const { origin = '', deviceId = '' } = await new Promise<Told>((begun) => {
      child.on('message', (told: Told) => {
        if (told.happening) happenings.push(told.happening);
        if (told.done) waiting.get(told.done)?.();
        if (told.origin) begun(told);
      });
    });
    await use({
      origin,
      deviceId,
      happenings,
      fault: (fault, set) =>
        new Promise((done) => {
          waiting.set(fault, done);
          child.send({ fault, set });
        }),
    });
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  },
  shell: async ({ page, relay }, use) => use(shellOf(page, relay.origin)),
});
