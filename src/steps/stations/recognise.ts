import type { ConsoleSession } from '../../links/console-session';
import type { Mac } from '../../model/chip';
import { factoryDefaultMac } from '../../model/license-rules';
import { BenchError } from '../../model/problem';
import type { LicenseOnBoard } from '../../model/run';
import { licenseOnBoard, settleDoubt } from '../run/board-license';
import { rememberBoard } from '../run/remember-board';
import { noteOf, type RunContext, type Step } from '../run/step';
import { keepMeasured, restoreCalibration, viewCalibration } from './calibration';
import { readLicense, readMac } from './license-dialogue';

/** A blank board, an application without a shell, or one that stays silent: all are boards, none is a fault here. */
const quiet = new Set(['board.no-banner', 'board.boot-loop', 'console.silent', 'console.no-auth']);

const ignoreQuiet = (fault: unknown) => {
  if (fault instanceof BenchError && quiet.has(fault.code)) return undefined;
  throw fault;
};

/** What the shell tells about the license, and whose it would be. Changes nothing on the board. */
const look = async (shell: ConsoleSession, chipMac: Mac | undefined, context: RunContext): Promise<LicenseOnBoard> => {
  await shell.wake(context.signal);
  const ownMac = await readMac(shell, context.signal);
  context.lane.set({ ownMac });
  const mac = ownMac ?? chipMac;
  const device = await readLicense(shell, context.signal, context.lane.view.chip?.chip);
  if (device.kind === 'valid') context.learned.read = device.license;
  const read = { ...(mac && { mac }), device, virtual: context.virtual };
  await settleDoubt(context.db, read, context.now());
  return licenseOnBoard(context.db, read);
};

/** Chip, revision, MAC and flash from the loader; then what runs on it, and which license it has. */
export const recognise: Step = {
  name: 'recognise',
  async run(context) {
    const { lane, hands, signal } = context;
    let session = await hands.loader(signal);
    if (context.restore) {
      await restoreCalibration(session, context.restore, context);
      // What it says of itself is read anew, by the chip and by its application.
      await hands.boot(signal).catch(ignoreQuiet);
      session = await hands.loader(signal);
    }
    await keepMeasured(session, context);
    const { facts } = session;
    context.learned.mac = facts.mac;
    // A MAC that many boards bear says nothing of this one.
    context.learned.note = noteOf(context, facts.mac === factoryDefaultMac ? undefined : facts.mac);
    const unfinished = await context.learned.note.read();
    lane.set({
      chip: facts,
      app: undefined,
      ownMac: undefined,
      onBoard: undefined,
      calibration: undefined,
      unfinished,
    });
    lane.fact('recognise', 'booting');
    const shell = facts.blank ? undefined : await hands.boot(signal).catch(ignoreQuiet);
    const onBoard = shell && (await look(shell, facts.mac, context).catch(ignoreQuiet));
    const app = shell?.seen.app;
    // A board without an application has nothing to tell of its license, which is not the same as not telling.
    lane.set({ ...(app && { app }), onBoard: onBoard ?? (shell && { kind: 'unknown' }) });
    lane.set({ calibration: await viewCalibration(session, context) });
    await shell?.restoreLog();
    // Some chips leave it to their application to tell who they are.
    const mac = facts.mac ?? lane.view.ownMac;
    context.learned.mac = mac;
    lane.set({ chip: { ...facts, ...(mac && { mac }) } });
    const known = await rememberBoard(context, {
      ...(onBoard?.kind === 'has' && { uuid: onBoard.uuid }),
      ...(onBoard?.kind === 'none' && { noLicense: true }),
    });
    lane.set({ wasBound: onBoard?.kind === 'has' ? known?.device : undefined });
    lane.fact('recognise', 'chip-told', {
      revision: facts.revision ?? '',
      flashBytes: facts.flashBytes ?? 0,
      locks: facts.locks?.join(' ') ?? '',
    });
  },
};
