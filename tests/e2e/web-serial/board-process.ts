import { hostBoard } from './board-host';
import type { Answer, BoardOrder, Numbered } from './board-messages';

/** A virtual board in a process of its own, behind an adapter on the bus. Started by `startBoard`, ended with its parent. */

const tell = (answer: Answer) => process.send?.(answer);

process.on('disconnect', () => process.exit());
process.once('message', (order: BoardOrder) => {
  const { perform } = hostBoard(order);
  process.on('message', ({ id, call }: Numbered) => {
    perform(call).then(
      (value) => tell({ id, value }),
      (fault: unknown) => tell({ id, fault: String(fault) }),
    );
  });
  tell({ id: 0 });
});
