import { type ChipFacts, chipNames, chipNamesOf } from '../../model/chip';
import { lockedFlash } from '../../model/chip-locks';
import type { FirmwareFacts } from '../../model/firmware';
import { runsOn } from '../../model/firmware-choice';
import { BenchError } from '../../model/problem';
import { checkRevision } from '../images/revision-limits';

/** Before this lie the bootloader and the partition table. */
const firstApp = 0x10000;

/**
 * May these bytes go onto that board, there? Throws `board.locked` {chip, locks, verb}, `firmware.wrong-chip` {image,
 * board}, `firmware.chip-revision` {limit, wanted, found}, `firmware.bare-app-at-zero` {address},
 * `firmware.beyond-flash` {end, flashBytes, part}.
 */
export const checkFits = (facts: FirmwareFacts, board: ChipFacts, address: number): void => {
  if (board.locks?.length) throw lockedFlash(board, 'write');
  if (!runsOn(facts, board.chip))
    throw new BenchError('firmware.wrong-chip', { image: chipNamesOf(facts), board: chipNames[board.chip] });
  checkRevision(facts.revisions ?? {}, board);
  if (facts.kind === 'app' && address < firstApp) throw new BenchError('firmware.bare-app-at-zero', { address });
  // Everything but an application has one place, and the headers tell it.
  if (facts.kind !== 'app' && address !== facts.address)
    throw new BenchError('unexpected', { reason: 'address', expected: facts.address, address });
  const { flashBytes } = board;
  if (flashBytes === undefined) return;
  const beyond = (part: string, end: number) => {
    if (end > flashBytes) throw new BenchError('firmware.beyond-flash', { part, end, flashBytes });
  };
  beyond('image', address + facts.size);
  // Its own partitions beyond the end: the bootloader would refuse to start, or the license have no place.
  for (const { label, offset, size } of facts.partitions) beyond(label, offset + size);
  if (facts.kind !== 'app' && facts.flashBytes !== undefined) beyond('header', facts.flashBytes);
};
