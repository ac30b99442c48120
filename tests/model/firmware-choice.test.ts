import { expect, test } from 'vitest';
import type { FirmwareRow } from '../../src/model/firmware';
import { firmwareFor, plannedFirmware } from '../../src/model/firmware-choice';

const row = (sha256: string, facts: Partial<FirmwareRow['facts']>, virtual = false): FirmwareRow => ({
  sha256,
  fileName: `${sha256}.bin`,
  addedAt: 1,
  virtual,
  facts: { kind: 'merged', chip: 'esp32', address: 0, size: 1, partitions: [], covers: [], ...facts },
});
const part = row('part', { kind: 'part' });
const app = row('app', { kind: 'app' });
const demo = row('demo', {}, true);

test('a part alone is never flashed: not by the chip, not by its hash, wherever the plan came from', () => {
  expect(firmwareFor([part], 'esp32', false)).toBeUndefined();
  expect(plannedFirmware([part], undefined, 'esp32', false)).toEqual({
    problem: { code: 'firmware.none-chosen', details: { chip: 'ESP32' } },
  });
  expect(plannedFirmware([part, app], 'part', 'esp32', false)).toEqual({
    problem: { code: 'firmware.part-alone', details: { file: 'part.bin' } },
  });
  // Said before the chip is known, too.
  expect(plannedFirmware([part], 'part', undefined, true)).toMatchObject({ problem: { code: 'firmware.part-alone' } });
});

test('otherwise the file that is named, or the best for the chip', () => {
  expect(plannedFirmware([part, app], undefined, 'esp32', false)).toEqual({ row: app });
  expect(plannedFirmware([demo, app], 'demo', 'esp32', true)).toEqual({ row: demo });
  expect(plannedFirmware([demo], 'demo', 'esp32', false)).toMatchObject({ problem: { code: 'firmware.virtual-only' } });
  expect(plannedFirmware([app], 'gone', 'esp32', false)).toMatchObject({ problem: { code: 'firmware.missing' } });
  expect(plannedFirmware([app], undefined, undefined, false)).toBeUndefined();
});
