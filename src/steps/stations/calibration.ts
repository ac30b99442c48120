/**
 * What was measured for a board's radio: kept before anything is written, and the one place that writes it. Every other
 * write goes around it (`BoardLayout.calibration`).
 */
import type { ChipSession } from '../../chips/chip';
import type { CalibrationState, CalibrationView } from '../../model/calibration';
import type { Mac } from '../../model/chip';
import { factoryDefaultMac } from '../../model/license-rules';
import { BenchError } from '../../model/problem';
import { isBlank } from '../../protocols/images/blank';
import { calibrationBytes, calibrationsOfBoard, calibrationsOfChip, keepCalibration } from '../../records/calibrations';
import { licenseOfUuid } from '../../records/license-questions';
import type { RunContext } from '../run/step';

const ownMac = ({ facts }: ChipSession): Mac | undefined => (facts.mac === factoryDefaultMac ? undefined : facts.mac);

/** Throws `storage.failed`: then nothing may be written. */
export const keepMeasured = async (session: ChipSession, { db, virtual, now }: RunContext): Promise<void> => {
  const { calibration, facts } = session;
  const mac = ownMac(session);
  // Without a MAC of its own there is no board to keep it for.
  if (!calibration || !mac) return;
  await keepCalibration(db, { ...calibration, mac, virtual, chip: facts.chip, now: now() });
};

/** By its license: the MAC the ledger has it for. */
const ownerOf = async ({ db, lane, virtual }: RunContext): Promise<Mac | undefined> => {
  const { onBoard } = lane.view;
  const row = onBoard?.kind === 'has' ? await licenseOfUuid(db, onBoard.uuid) : undefined;
  return row?.virtual === virtual && row.mac !== factoryDefaultMac ? row.mac : undefined;
};

const stateOf = (session: ChipSession, bytes: Uint8Array): CalibrationState => {
  if (session.facts.mac === factoryDefaultMac) return 'factory';
  if (session.facts.mac) return 'kept';
  return isBlank(bytes) ? 'blank' : 'unreadable';
};

/** What a lane shows of it, once it is known which license the board has; undefined where the chip keeps none. */
export const viewCalibration = async (
  session: ChipSession,
  context: RunContext,
): Promise<CalibrationView | undefined> => {
  const { db, virtual } = context;
  const { calibration, facts } = session;
  if (!calibration) return undefined;
  const state = stateOf(session, calibration.bytes);
  const owner = await ownerOf(context);
  const ofOwner = owner ? await calibrationsOfBoard(db, owner, virtual) : [];
  const fits = ofOwner.filter(({ chip }) => chip === facts.chip);
  if (state === 'kept') {
    const foreign = owner !== undefined && owner !== facts.mac && fits.length > 0;
    return foreign ? { state: 'foreign', owner, offers: fits } : { state, offers: [] };
  }
  const offers = fits.length > 0 ? fits : await calibrationsOfChip(db, facts.chip, virtual);
  return { state, ...(owner && { owner }), offers };
};

/**
 * Writes a kept one back and has the chip prove it. Throws `calibration.other-chip` before the first byte, `storage.failed`,
 * and what `ChipSession.write` throws; a write that was broken off is offered again.
 */
export const restoreCalibration = async (session: ChipSession, id: string, context: RunContext): Promise<void> => {
  const { db, hands, lane, signal } = context;
  const { row, bytes } = await calibrationBytes(db, id);
  const { calibration, facts } = session;
  const fits = row.chip === facts.chip && calibration?.offset === row.offset && calibration.bytes.length === row.size;
  if (!fits) throw new BenchError('calibration.other-chip', { kept: row.chip, found: facts.chip });
  await keepMeasured(session, context);
  await session.prepare((await hands.link()).baud, signal);
  lane.fact('recognise', 'writing', {}, 'quietly');
  await session.write(bytes, row.offset, () => {}, signal);
  const found = await session.checksum(row.offset, row.size, signal);
  const expected = session.checksumOf(bytes);
  if (found !== expected)
    throw new BenchError('flash.verify-failed', { at: row.offset, size: row.size, expected, found });
  lane.fact('recognise', 'calibration-restored', { mac: row.mac });
};
