/** A log book in the page itself, behind the desk that the page has in life. */
import { createLogDesk } from '../../../src/app/log-desk';
import { ownClock } from '../../../src/model/clock';
import { memoryFiles } from '../../../src/records/log/memory-files';
import { createLogBook } from '../../../src/steps/log/log-book';
import { isLogCommand } from '../../../src/steps/run/log-messages';
import type { FromWorker, ToWorker } from '../../../src/steps/run/messages';

export const pageLogs = () => {
  const events = new EventTarget();
  const book = createLogBook({
    files: { ...memoryFiles(), kept: 'on-disk' },
    expressions: {
      open: (source) => {
        const expression = new RegExp(source, 'im');
        return { test: async (texts) => Uint8Array.from(texts, (text) => Number(expression.test(text))), close() {} };
      },
    },
    newId: () => crypto.randomUUID(),
    room: async () => 1e9,
    ...ownClock,
    tell: (data: FromWorker) => events.dispatchEvent(new MessageEvent('message', { data })),
  });
  const desk = createLogDesk(
    {
      addEventListener: events.addEventListener.bind(events) as Worker['addEventListener'],
      postMessage: (command: ToWorker) => {
        if (isLogCommand(command)) void book.handle(command);
      },
    },
    requestAnimationFrame,
  );
  return { book, desk };
};
