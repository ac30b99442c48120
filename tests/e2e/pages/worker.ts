import type { Page } from '@playwright/test';
import type { CloudCall } from '../../../src/model/cloud';
import type { BenchCommand, CloudCommand } from '../../../src/steps/run/messages';
import type { CloudFault } from '../../../src/virtual/cloud/state';

/** The bench worker behind the page, for what no button of the page asks for: habits, faults, a hand in the cloud. */
export interface BenchWorker {
  tell(...commands: (BenchCommand | CloudCommand)[]): Promise<void>;
  fault(fault: CloudFault, set: boolean): Promise<void>;
  /** Of the page's make-believe cloud; the answer goes to nobody. */
  call(call: CloudCall): Promise<void>;
}

/** No number of a call of the page itself. */
const nobody = -1;

export const workerOf = (page: Page): BenchWorker => {
  const tell = async (...commands: (BenchCommand | CloudCommand)[]) => {
    const [worker] = page.workers();
    if (!worker) throw new Error('The page has no worker.');
    await worker.evaluate((all) => {
      for (const data of all) self.onmessage?.(new MessageEvent('message', { data }));
    }, commands);
  };
  return {
    tell,
    fault: (fault, set) => tell({ kind: 'cloud-fault', fault, set }),
    call: (call) => tell({ kind: 'cloud-call', id: nobody, call }),
  };
};
