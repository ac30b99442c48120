import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ESPLoader, Transport } from 'esptool-js';
import { describe, expect, test } from 'vitest';
import type { EspChipId } from '../../src/model/chip';
import { createVirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { instant } from '../../src/virtual/parts/board-timing';
import { realClock } from '../../src/virtual/parts/clock';
import { blank, difference, imageLike, noise } from './flash-images';
import { inVirtualTime } from './virtual-time';

// Plain esptool-js 0.7, unmodified, as the judge of the ROM and stub of section 1 of esp-flashing.

const mac = 'A4:CF:12:0B:0C:0D';

/** What its own tables make of our registers; the C6 row is its old reading of the revision bits. */
const descriptions: Record<EspChipId, string> = {
  esp32: 'ESP32-D0WD-V3 (revision 3)',
  esp32s3: 'ESP32-S3 (QFN56) (revision v0.2)',
  esp32c3: 'ESP32-C3 (QFN32) (revision v0.4)',
  esp32c6: 'ESP32-C6 (revision 1)',
  esp32c5: 'ESP32-C5 (revision v1.2)',
  esp32c2: 'ESP32-C2 (revision 1)',
  esp32s2: 'ESP32-S2 (revision v1.0)',
  esp32h2: 'ESP32-H2 (revision v0.1)',
  esp32p4: 'ESP32-P4 (revision v1.3)',
};

/** Other than 40 MHz: C5 and C2 are measured, and their ROM reckons with 40. */
const crystals: Partial<Record<EspChipId, number>> = { esp32c5: 48, esp32c2: 26, esp32h2: 32 };

const connect = async (chip: EspChipId, flash?: Uint8Array) => {
  const board = createVirtualBoard({ chip, mac, timing: instant, flash }, realClock());
  const port = createVirtualPort(board);
  const said: string[] = [];
  const keep = (text: string) => void said.push(text);
  const transport = new Transport(port as unknown as SerialPort, false);
  transport.trace = () => undefined;
  const loader = new ESPLoader({
    transport,
    baudrate: 921_600,
    serialOptions: { baudRate: 921_600, bufferSize: 65_536 },
    terminal: { clean: () => undefined, write: keep, writeLine: keep },
  });
  const description = await loader.main();
  return { board, port, loader, transport, description, said };
};

describe.each(Object.keys(descriptions) as EspChipId[])('esptool-js on a virtual %s', (chip) => {
  test('finds the chip, writes, checks, reads back and erases', () =>
    inVirtualTime(async () => {
      const used = noise(4 * 1024 * 1024, 7);
      const { board, loader, transport, description, said } = await connect(chip, used);
      expect(description).toBe(descriptions[chip]);
      expect(said).toContain(`MAC: ${mac.toLowerCase()}`);
      expect(said).toContain('Stub running...');
      expect(said.filter((line) => line.includes('Continuing at'))).toEqual([]);
      expect(said).toContain(`Crystal is ${crystals[chip] ?? 40}MHz`);
      expect(await loader.readFlashId()).toBe(0x1640c8);
      expect(await loader.detectFlashSize()).toBe('4MB');
      // SFDP: the signature, and the density in bits minus one at 0x14.
      expect(await loader.runSpiflashCommand(0x5a, new Uint8Array(0), 32, 0, 24, 8)).toBe(0x50444653);
      expect(await loader.runSpiflashCommand(0x5a, new Uint8Array(0), 32, 0x14, 24, 8)).toBe(4 * 1024 * 1024 * 8 - 1);

      const image = imageLike(300_000, 3);
      await loader.writeFlash({
        fileArray: [{ data: image, address: 0x10000 }],
        flashMode: 'keep',
        flashFreq: 'keep',
        flashSize: 'keep',
        eraseAll: false,
        compress: true,
        calculateMD5Hash: (bytes: Uint8Array) => bytesToHex(md5(bytes)),
      });
      expect(said).toContain('Hash of data verified.');
      expect(difference(board.flash.read(0x10000, image.length), image)).toBe('none');
      expect(difference(board.flash.read(0, 0x10000), used.slice(0, 0x10000))).toBe('none');
      // The sector with the end of the image is erased, the one after it is not.
      expect(difference(board.flash.read(0x5a000, 0x1000), used.slice(0x5a000, 0x5b000))).toBe('none');

      expect(difference(await loader.readFlash(0x10003, 50_001), image.slice(3, 50_004))).toBe('none');
      expect(await loader.flashMd5sum(0, 0x20000)).toBe(bytesToHex(md5(board.flash.read(0, 0x20000))));

      await loader.eraseFlash();
      expect(blank(board.flash.read(0, board.flash.size))).toBe(true);
      await transport.disconnect();
      board.dispose();
    }));
});

describe('esptool-js without its stub', () => {
  test('writes plain blocks through the ROM and gets its MD5 as text', () =>
    inVirtualTime(async () => {
      const board = createVirtualBoard(
        { chip: 'esp32c3', mac, timing: instant, flash: noise(4 << 20, 9) },
        realClock(),
      );
      const transport = new Transport(createVirtualPort(board) as unknown as SerialPort, false);
      transport.trace = () => undefined;
      const quiet = () => undefined;
      const terminal = { clean: quiet, write: quiet, writeLine: quiet };
      const loader = new ESPLoader({ transport, baudrate: 115_200, terminal });
      await loader.detectChip();
      const image = imageLike(20_000, 5);
      const blocks = await loader.flashBegin(image.length, 0x8000);
      const padded = new Uint8Array(blocks * loader.FLASH_WRITE_SIZE).fill(0xff);
      padded.set(image);
      for (let seq = 0; seq < blocks; seq += 1) {
        const from = seq * loader.FLASH_WRITE_SIZE;
        await loader.flashBlock(padded.slice(from, from + loader.FLASH_WRITE_SIZE), seq, 3000);
      }
      expect(difference(board.flash.read(0x8000, image.length), image)).toBe('none');
      // The library shows the ROM's 32 characters as the hex of their codes.
      const text = await loader.flashMd5sum(0x8000, image.length);
      expect(Buffer.from(text, 'hex').toString()).toBe(bytesToHex(md5(image)));
      await transport.disconnect();
      board.dispose();
    }));
});
