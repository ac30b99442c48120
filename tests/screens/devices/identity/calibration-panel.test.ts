import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { KeptCalibration } from '../../../../src/model/calibration';
import { CalibrationTable, calibrationFile } from '../../../../src/screens/devices/identity/calibration-panel';

const kept: KeptCalibration = {
  id: 'one',
  mac: 'A4:CF:12:0A:0E:01',
  virtual: false,
  chip: 't5ai',
  offset: 0x7cb000,
  size: 4096,
  sha256: 'abcdef0123456789'.repeat(4),
  at: new Date(2026, 10, 22, 14, 32).getTime(),
};

test('a kept calibration is told by its day, its size and its place, with a way to save it', () => {
  const html = renderToStaticMarkup(createElement(CalibrationTable, { kept: [kept], onSave: () => {} }));
  const words = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  expect(words).toMatch(/22 Nov 2026, 14:32 4 KiB 0x7CB000 abcdef0123 Save/);
  expect(html).toMatch(/<button[^>]*aria-label="Save the calibration of 22 Nov 2026, 14:32"/);
});

test('its file is named after the board it fits', () => {
  expect(calibrationFile(kept)).toBe('t5ai-a4cf120a0e01-calibration-abcdef01.bin');
});
