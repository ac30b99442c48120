/** What a file seems to be instead of firmware, and what to do about it. Hints, never proof. */

const packed = (kind: string) => `It looks like ${kind}. Unpack it and drop the .bin file inside.`;
const wrongForm = (kind: string) => `It looks like ${kind}. The .bin file of the same build is needed.`;
const otherChip = (chip: string) =>
  `It looks like firmware for ${chip}, which this bench does not flash. The maker’s own tool does.`;

export const looks: Readonly<Record<string, string>> = {
  empty: 'There is nothing in it. Fetch it again.',
  blank: 'Every byte is FF: a blank flash, or blank OTA data. Drop the whole image of the build.',
  zeros: 'Every byte is 00: there is nothing in it. Fetch it again.',
  noise: 'It is as even as noise: encrypted, or packed in an unknown way. The plain .bin file of the build is needed.',
  'unknown-esp':
    'It has the header of an ESP image, for a chip that nobody here knows. It is damaged, or newer than this bench.',
  'beken-ota': 'It looks like an upgrade package for a Beken chip, which goes through the cloud and not over a cable.',
  ln882h: otherChip('an LN882H'),
  rtl8720cf: otherChip('an RTL8720CF'),
  uf2: wrongForm('a UF2 file'),
  elf: 'It is an ELF file, as the linker makes it: it has no header that a chip starts from. The build turns it into the .bin beside it, in build/ or dist/. Drop that, or the folder.',
  'intel-hex': wrongForm('an Intel HEX file'),
  's-record': wrongForm('a Motorola S-record file'),
  xlsx: 'It looks like a workbook. A license sheet belongs on Licenses.',
  zip: packed('a zip archive'),
  gzip: packed('a gzip archive'),
  xz: packed('an xz archive'),
  bzip2: packed('a bzip2 archive'),
  '7z': packed('a 7-Zip archive'),
  zstd: packed('a Zstandard archive'),
  rar: packed('a RAR archive'),
  tar: packed('a tar archive'),
  'windows-program': 'It looks like a program for Windows. The .bin file of the firmware is needed.',
  picture: 'It looks like a picture.',
  pdf: 'It looks like a PDF document.',
  'partition-table':
    'It looks like a partition table alone, without anything that starts. Drop the whole image of the build.',
  'ota-data': 'It looks like OTA data alone, which only names a slot. Drop the whole image of the build.',
  'partitions-csv': 'It is the source of a partition table. Drop the whole image of the build.',
  'lfs-pointer':
    'It is a pointer of Git LFS: the repository was fetched without its large files. Run “git lfs pull” there.',
  html: 'It is a web page, saved in place of the download. Open it in a browser: it may say why, and where the file is.',
  json: 'It is JSON, perhaps the list of a build. Drop the .bin file that it names.',
  text: 'It is text. Firmware is not.',
};
