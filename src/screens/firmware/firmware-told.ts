import type { FirmwareTold } from '../../i18n/en/firmware';
import { chipNamesOf } from '../../model/chip';
import { type FirmwareFacts, writtenBytes } from '../../model/firmware';
import { revisionText } from '../../protocols/images/revision-limits';
import { firmwareName, hexAddress, licenseFate } from './parts/firmware-facts';

/** The facts of a file as its one sentence wants them. */
export const toldOf = (facts: FirmwareFacts, fileName: string): FirmwareTold => {
  const license = licenseFate(facts);
  return {
    chip: chipNamesOf(facts),
    kind: facts.kind,
    name: firmwareName(facts, fileName),
    bytes: writtenBytes(facts),
    address: hexAddress(facts.address),
    ...(facts.revisions?.min && { least: revisionText(facts.revisions.min) }),
    ...(facts.tableAt !== undefined && { tableAt: hexAddress(facts.tableAt) }),
    signed: facts.signed !== undefined,
    oddities: facts.oddities ?? [],
    ...(license && { license: { fate: license.fate, at: hexAddress(license.at) } }),
  };
};
