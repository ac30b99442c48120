/** Every file gets words in both languages: what it is, whether it can be used, what to do. */
import { expect, test } from 'vitest';
import { firmware as english } from '../../../src/i18n/en/firmware';
import { looks as englishLooks } from '../../../src/i18n/en/firmware-looks';
import { whyNoStart as englishReasons } from '../../../src/i18n/en/firmware-problems';
import { firmware as chinese } from '../../../src/i18n/zh/firmware';
import { looks as chineseLooks } from '../../../src/i18n/zh/firmware-looks';
import { whyNoStart as chineseReasons } from '../../../src/i18n/zh/firmware-problems';
import { BenchError } from '../../../src/model/problem';
import { readFirmware } from '../../../src/protocols/firmware/read-firmware';
import { toldOf } from '../../../src/screens/firmware/firmware-told';
import { app, whole } from '../../protocols/firmware/image-builder';
import { unusualFiles } from '../harness/unusual-files';

const words = [english.words, chinese];

/** The sentence of the shelf in each language. */
const sentences = (name: string, bytes: Uint8Array): readonly (string | undefined)[] => {
  try {
    const told = toldOf(readFirmware(bytes, name), name);
    return words.map((each) => each.told(told));
  } catch (fault) {
    if (!(fault instanceof BenchError)) throw fault;
    return words.map((each) => each.refusals[fault.code]?.(fault.details));
  }
};
const saying = (name: string) => {
  const file = unusualFiles().find((each) => each.name === name);
  return sentences(name, file!.buffer);
};

test.each(unusualFiles())('$name is told in both languages', ({ name, buffer }) => {
  const [en, zh] = sentences(name, buffer);
  // A fault that has no sentence of its own would read as a table entry that is missing, or the general one.
  expect(en).toMatch(/^[A-Z].{30,}[.]$/s);
  expect(en).not.toMatch(/undefined|NaN|another place|No header in it|do not fit together| {2}/);
  expect(zh).toMatch(/[\u4e00-\u9fff].*。$/s);
  expect(zh).not.toMatch(/undefined|NaN|别处|互不匹配|没有这类芯片|[a-z]-[a-z]+处/);
});

test('the same files and reasons have words in both', () => {
  expect(Object.keys(chineseLooks).sort()).toEqual(Object.keys(englishLooks).sort());
  expect(Object.keys(chineseReasons).sort()).toEqual(Object.keys(englishReasons).sort());
});

test('places and numbers are told', () => {
  expect(saying('lamp_s3_moved_bootloader.bin')[0]).toContain('lies at 0x1000, and an ESP32-S3 looks for it at 0x0');
  expect(saying('table_at_c000.bin')[0]).toContain('at 0xC000 and not at 0x8000: usable');
  expect(saying('table_at_c000.bin')[1]).toContain('0xC000');
  expect(saying('rev3.bin')).toEqual([
    expect.stringContaining('For chips of revision v3.0 or newer.'),
    expect.stringContaining('要求芯片版本不低于 v3.0。'),
  ]);
  expect(saying('bootloader.bin')[0]).toContain('A part is not flashed alone');
  expect(saying('signed.bin')[0]).toContain('signature for secure boot');
});

test('nothing unusual, nothing said of it', () => {
  expect(sentences('a.bin', whole('esp32'))[0]).toMatch(/keeps the license at 0x3B9000\.$/);
  expect(sentences('a.bin', app('esp32'))[0]).toMatch(/belongs at 0x10000\.$/);
});
