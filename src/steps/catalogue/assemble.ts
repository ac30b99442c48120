/** The files of one build as one row of the shelf. */
import type { ListedBuild, ListedFirmware } from '../../model/catalogue';
import { chipNames, chipNamesOf } from '../../model/chip';
import type { FirmwareFacts, FirmwareRow } from '../../model/firmware';
import { mostOutside } from '../../model/outside';
import { readFirmware } from '../../protocols/firmware/read-firmware';
import { composeImage } from '../../protocols/packages/compose';
import { packageFault } from '../../protocols/packages/fault';
import { identityOf } from '../../records/firmware';

interface Image {
  bytes: Uint8Array<ArrayBuffer>;
  facts: FirmwareFacts;
}

/** A name for people; what it is made of came from outside. */
const nameOf = ({ name, version }: ListedFirmware, { chipFamily, parts }: ListedBuild): string => {
  const [only] = parts;
  const file = parts.length === 1 ? only?.path.split(/[/\\]/).pop() : undefined;
  return file || [name, version, chipFamily].filter(Boolean).join(' ');
};

/** One file says itself where it belongs; an application goes where the table of the board has its place. */
const single = (bytes: Uint8Array<ArrayBuffer>, fileName: string, offset: number | undefined): Image => {
  const facts = readFirmware(bytes, fileName);
  if (offset !== undefined && facts.kind !== 'app' && offset !== facts.address)
    throw packageFault('place', { part: fileName, offset, expected: facts.address });
  return { bytes, facts };
};

/** Said by the list, told by the headers: somebody mixed up his files. Names that are none of ours say nothing. */
const heedFamily = ({ chipFamily }: ListedBuild, { facts }: Image, part: string): void => {
  const said = Object.values(chipNames).find((name) => name === chipFamily.trim().toUpperCase());
  const found = [facts.chip, ...(facts.alsoFor ?? [])].map((chip) => chipNames[chip]);
  if (said !== undefined && !found.includes(said))
    throw packageFault('chip', { part, said, found: chipNamesOf(facts) });
};

/** `files` in the order of the parts. Throws what the reading of a file and of a package throws. */
export const assemble = async (
  firmware: ListedFirmware,
  build: ListedBuild,
  files: readonly Uint8Array<ArrayBuffer>[],
  now: number,
): Promise<{ row: FirmwareRow; bytes: ArrayBuffer }> => {
  const fileName = nameOf(firmware, build);
  const parts = build.parts.flatMap(({ path, offset }, index) => {
    const bytes = files[index];
    return bytes ? [{ name: path, offset, bytes }] : [];
  });
  const [first] = parts;
  if (!first) throw packageFault('nothing');
  // What lies between is kept, too: one byte far out must not fill the storage.
  const most = mostOutside.bytes;
  const end = Math.max(...parts.map(({ offset = 0, bytes }) => offset + bytes.length));
  if (end > most) throw packageFault('too-large', { size: end, most });
  const image: Image =
    parts.length === 1
      ? single(first.bytes, fileName, first.offset)
      : composeImage(
          parts.map((part) => ({ ...part, offset: part.offset ?? 0 })),
          fileName,
        );
  heedFamily(build, image, fileName);
  const { bytes, facts } = image;
  const sha256 = await identityOf(bytes.buffer, facts.gaps);
  return { row: { sha256, fileName, addedAt: now, virtual: false, facts }, bytes: bytes.buffer };
};
