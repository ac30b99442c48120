/** The image that the plan writes to this board, from the shelf. */
import { plannedFirmware, startsAlone } from '../../model/firmware-choice';
import { BenchError } from '../../model/problem';
import { fromZero } from '../../protocols/firmware/from-zero';
import { readFirmware } from '../../protocols/firmware/read-firmware';
import { readComposed } from '../../protocols/packages/compose';
import { firmwareBytes, listFirmware } from '../../records/firmware';
import type { RunContext } from '../run/step';

/** Throws `firmware.none-chosen`, `firmware.part-alone`, and whatever keeps the planned image from this board. */
export const chosenFirmware = async ({
  plan,
  virtual,
  lane,
  db,
}: Pick<RunContext, 'plan' | 'virtual' | 'lane' | 'db'>) => {
  const shelf = await listFirmware(db);
  const planned = plannedFirmware(shelf, plan.firmware, lane.view.chip?.chip, virtual);
  if (!planned) throw new BenchError('firmware.none-chosen');
  if ('problem' in planned) throw new BenchError(planned.problem.code, planned.problem.details);
  const { row } = planned;
  const kept = await firmwareBytes(db, row.sha256);
  // The shelf may have been filled by an older look at the file.
  const bytes = fromZero(kept, readFirmware(kept, row.fileName));
  const facts = readComposed(bytes, row.fileName, row.facts);
  if (!startsAlone({ facts })) throw new BenchError('firmware.part-alone', { file: row.fileName });
  return { row, facts, bytes };
};
