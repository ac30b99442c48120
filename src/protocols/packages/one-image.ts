/** From parts with their places to what lies on the shelf. */
import { type ChipId, chipNames, chipNamesOf } from '../../model/chip';
import type { FirmwareFacts } from '../../model/firmware';
import { runsOn } from '../../model/firmware-choice';
import { BenchError } from '../../model/problem';
import { readFirmware } from '../firmware/read-firmware';
import { espChipNames } from '../images/esp-chip-ids';
import { composeImage, type Part } from './compose';
import { packageFault } from './fault';
import { lastOffset } from './json-fields';

export interface PackedImage {
  fileName: string;
  facts: FirmwareFacts;
  bytes: Uint8Array<ArrayBuffer>;
}

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * A chip by one of the names that lists have for it: `ESP32-S3`, `esp32s3`. Throws `firmware.wrong-chip` {image} for one
 * that the bench has no family for.
 */
export const chipCalled = (name: string): ChipId => {
  const known = (Object.keys(chipNames) as ChipId[]).find((id) => plain(chipNames[id]) === plain(name));
  if (known) return known;
  const other = Object.values(espChipNames).find((each) => plain(each) === plain(name));
  throw new BenchError('firmware.wrong-chip', { image: other ?? name.slice(0, 40) });
};

/** An application goes where the board's own table has it, everything else to the one place its headers tell. */
const alone = ({ name, offset, bytes }: Part, fileName: string): PackedImage => {
  const facts = readFirmware(bytes, fileName);
  const right = facts.kind === 'app' ? offset > 0 : offset === facts.address;
  if (!right) throw packageFault('place', { part: name, offset, expected: facts.address });
  return { fileName, facts, bytes: new Uint8Array(bytes) };
};

/**
 * One part is the file it is; several are put together. `said`: the chip that a list names. Throws `firmware.package`
 * {reason: `chip`, `place`, `offset`, …} and what `readFirmware` throws, each with `file`.
 */
export const oneImage = (parts: readonly Part[], fileName: string, said?: ChipId): PackedImage => {
  const [first, ...others] = parts;
  if (!first) throw packageFault('nothing');
  const image = others.length === 0 ? alone(first, fileName) : { fileName, ...composeImage(parts, fileName) };
  const { facts } = image;
  const { flashBytes = lastOffset, parts: placed = [] } = facts;
  const beyond = placed.find(({ offset, size }) => offset + size > flashBytes);
  if (beyond)
    throw packageFault('offset', { part: beyond.name, offset: `0x${beyond.offset.toString(16).toUpperCase()}` });
  if (said && !runsOn(facts, said)) throw packageFault('chip', { said: chipNames[said], found: chipNamesOf(facts) });
  return image;
};
