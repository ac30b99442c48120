import { expect, test } from 'vitest';
import { createBekenRom } from '../../../src/virtual/beken/rom';
import { bekenTwins } from '../../../src/virtual/beken/twins';
import { createNorFlash } from '../../../src/virtual/parts/nor-flash';
import { bytesOf, hexOf, recordedImage, sessions } from '../../vectors/beken';

// The recorded sessions (beken-uart-boot, section 12): every answer byte for byte.

const romOf = (chip: keyof typeof bekenTwins, contents?: Uint8Array) => {
  const twin = bekenTwins[chip];
  const flash = createNorFlash(twin.flashBytes, contents, { sr1: twin.sr1, sr2: twin.sr2 });
  const said: string[] = [];
  const rom = createBekenRom({
    chip: twin,
    flash,
    timing: { erase4kMs: 0, erase64kMs: 0, page256Ms: 0, crcBytesPerMs: Number.POSITIVE_INFINITY },
    clock: {
      now: () => 0,
      after(_ms, work) {
        work();
        return () => {};
      },
    },
    baud: () => 115_200,
    send: (bytes) => said.push(hexOf(bytes)),
    setBaud: () => {},
    linked: () => {},
    reboot: () => {},
  });
  return { rom, flash, said };
};

test.each(Object.entries(sessions))('%s', (_, { chip, write, events }) => {
  const image = recordedImage();
  const { rom, flash, said } = romOf(chip, write ? undefined : image);
  for (const { dir, hex } of events) if (dir === 'tx') rom.receive(bytesOf(hex!), 0);
  const recorded = events.flatMap(({ dir, hex }) => (dir === 'rx' ? [hex!] : []));
  // Some LinkChecks of the recording fell into the time of reset: the first answers may be more than were recorded.
  const extra = said.length - recorded.length;
  expect(said.slice(0, extra)).toEqual(recorded.slice(0, 1).flatMap((first) => new Array<string>(extra).fill(first)));
  expect(said.slice(extra)).toEqual(recorded);
  if (write) expect(hexOf(flash.read(0, image.length))).toBe(hexOf(image));
});

test('the flash chip looks at the number of the block alone: an unaligned erase goes below its address', () => {
  const { rom, flash } = romOf('t5ai', new Uint8Array(0x30000).fill(0x5a));
  rom.receive(bytesOf('01e0fc0100'), 0);
  // Lifted first, or nothing is erased at all.
  rom.receive(bytesOf('01e0fcfff403000d0100'), 0);
  rom.receive(bytesOf('01e0fcfff403000d3100'), 0);
  rom.receive(bytesOf('01e0fcfff406000fd800100100'), 0);
  expect(flash.read(0x10000, 1)[0]).toBe(0xff);
  expect(flash.read(0x20000, 1)[0]).toBe(0x5a);
});

test('a protected flash stays as it is', () => {
  const { rom, flash } = romOf('bk7231n', new Uint8Array(0x1000).fill(0x5a));
  rom.receive(bytesOf('01e0fc0100'), 0);
  rom.receive(bytesOf('01e0fcfff406000f2000000000'), 0);
  expect(flash.read(0, 1)[0]).toBe(0x5a);
});

test('an application is not answered before somebody knocks', () => {
  const { rom, said } = romOf('t5ai');
  rom.receive(bytesOf('01e0fcfff405000e9f000000'), 0);
  expect(said).toEqual([]);
});
