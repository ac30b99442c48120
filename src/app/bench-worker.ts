import type { Beat, BenchEvent, ToWorker } from '../steps/run/messages';

/**
 * The bench's own thread: it owns ports, runs and their clock. Its weight arrives with the first board or the first
 * command, so that an empty bench costs a visitor nothing.
 */
const scope = self as unknown as {
  postMessage(message: unknown): void;
  onmessage: ((message: MessageEvent<ToWorker | Beat>) => void) | null;
};

/** Plugged in while the bench was still on its way; it takes them over when it begins to watch. */
const early: SerialPort[] = [];
let bench: Promise<{ handle(command: ToWorker): Promise<void> }> | undefined;
const wake = () =>
  (bench ??= import('./bench-in-worker').then((part) => part.beginBench((told) => scope.postMessage(told), early)));

/** The part that does the work did not come, or could not begin: said once, and tried again with the next command. */
const failed = (fault: unknown) => {
  bench = undefined;
  const reason = fault instanceof Error ? fault.message : String(fault);
  const told: BenchEvent = { kind: 'trouble', problem: { code: 'bench.not-begun', details: { reason } } };
  scope.postMessage(told);
};

scope.onmessage = ({ data }) => {
  if (data.kind === 'beat') scope.postMessage(data);
  else void wake().then((awake) => awake.handle(data), failed);
};
navigator.serial?.addEventListener('connect', ({ target }) => {
  early.push(target as SerialPort);
  wake().catch(failed);
});
/** Named as `records/database` names it. Who was here before may have left boards on the table, and runs that were cut off. */
const cameBefore = async (): Promise<boolean> =>
  (await indexedDB.databases?.())?.some(({ name }) => name === 'bindery') ?? false;
cameBefore().then(
  (before) => before && void wake(),
  () => {},
);
void navigator.serial?.getPorts().then((ports) => {
  if (ports.length > 0) wake().catch(failed);
});
