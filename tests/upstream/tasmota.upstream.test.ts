import { md5 } from '@noble/hashes/legacy.js';
import { ESPLoader } from 'tasmota-webserial-esptool/dist/web/index.js';
import { describe, expect, test } from 'vitest';
import type { EspChipId } from '../../src/model/chip';
import { createVirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { instant } from '../../src/virtual/parts/board-timing';
import { realClock } from '../../src/virtual/parts/clock';
import { blank, difference, imageLike, noise } from './flash-images';
import { inVirtualTime } from './virtual-time';

// A second, independent flasher, unmodified. It moves the reset lines one at a time, refuses a ROM with two status bytes
// and sends FLASH_BEGIN before DEFL_END (esp-flashing, section 5).

const mac = [0xa4, 0xcf, 0x12, 0x0b, 0x0c, 0x0d];
const names: Record<EspChipId, string> = {
  esp32: 'ESP32',
  esp32s3: 'ESP32-S3',
  esp32c3: 'ESP32-C3',
  esp32c6: 'ESP32-C6',
  esp32c5: 'ESP32-C5',
  esp32c2: 'ESP32-C2',
  esp32s2: 'ESP32-S2',
  esp32h2: 'ESP32-H2',
  esp32p4: 'ESP32-P4',
};

const words = (...values: number[]): number[] => [...new Uint8Array(Uint32Array.from(values).buffer)];

describe.each(Object.keys(names) as EspChipId[])('tasmota-webserial-esptool on a virtual %s', (chip) => {
  test('finds the chip, writes, checks, reads back and erases', () =>
    inVirtualTime(async () => {
      const used = noise(4 << 20, 21);
      const settings = { chip, mac: 'A4:CF:12:0B:0C:0D', timing: instant, flash: used };
      const board = createVirtualBoard(settings, realClock());
      const port = createVirtualPort(board);
      await port.open({ baudRate: 115_200 });
      const said: string[] = [];
      const keep = (text: string) => void said.push(text);
      const quiet = () => undefined;
      const loader = new ESPLoader(port as unknown as SerialPort, { log: keep, error: keep, debug: quiet });
      await loader.initialize();
      expect(loader.chipName).toBe(names[chip]);
      expect(loader.macAddr()).toEqual(mac);
      expect(said).toContain('Connected successfully with Classic reset.');

      const stub = await loader.runStub();
      expect(stub.IS_STUB).toBe(true);
      expect(stub.flashSize).toBe('4MB');
      await stub.setBaudrate(921_600);

      const image = imageLike(200_000, 4);
      await stub.flashData(image.buffer, quiet, 0x20000, true);
      expect(difference(board.flash.read(0x20000, image.length), image)).toBe('none');
      const [, digest] = await stub.checkCommand(0x13, words(0x20000, image.length, 0, 0));
      expect(Uint8Array.from(digest)).toEqual(md5(image));

      const plain = noise(40_000, 6);
      await stub.flashData(plain.buffer, quiet, 0x100000, false);
      expect(difference(board.flash.read(0x100000, plain.length), plain)).toBe('none');

      expect(difference(await stub.readFlash(0x20000, 100_000), image.slice(0, 100_000))).toBe('none');

      // ERASE_REGION, which it has no method for; the neighbours stay.
      await stub.checkCommand(0xd1, words(0x200000, 0x11000));
      expect(blank(board.flash.read(0x200000, 0x11000))).toBe(true);
      expect(difference(board.flash.read(0x1ff000, 0x1000), used.slice(0x1ff000, 0x200000))).toBe('none');
      expect(difference(board.flash.read(0x211000, 0x1000), used.slice(0x211000, 0x212000))).toBe('none');

      await stub.eraseFlash();
      expect(blank(board.flash.read(0, board.flash.size))).toBe(true);
      await stub.disconnect();
      // It leaves the port open.
      await port.close();
      board.dispose();
    }));
});
