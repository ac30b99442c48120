import type { ToWorker } from '../steps/run/messages';

/**
 * The bench's own thread: it owns ports, runs and their clock. Its weight arrives with the first board or the first
 * command, so that an empty bench costs a visitor nothing.
 */
const scope = self as unknown as {
  postMessage(message: unknown): void;
  onmessage: ((message: MessageEvent<ToWorker>) => void) | null;
};

/** Plugged in while the bench was still on its way; it takes them over when it begins to watch. */
const early: SerialPort[] = [];
let bench: Promise<{ handle(command: ToWorker): Promise<void> }> | undefined;
const wake = () =>
  (bench ??= import('./bench-in-worker').then((part) => part.beginBench((told) => scope.postMessage(told), early)));

scope.onmessage = ({ data }) => void wake().then((awake) => awake.handle(data));
navigator.serial?.addEventListener('connect', ({ target }) => {
  early.push(target as SerialPort);
  void wake();
});
/** Named as `records/database` names it. Who was here before may have left boards on the table, and runs that were cut off. */
const cameBefore = async (): Promise<boolean> =>
  (await indexedDB.databases?.())?.some(({ name }) => name === 'bindery') ?? false;
cameBefore().then(
  (before) => before && void wake(),
  () => {},
);
void navigator.serial?.getPorts().then((ports) => {
  if (ports.length > 0) void wake();
});
