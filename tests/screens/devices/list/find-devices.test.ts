import { expect, it } from 'vitest';
import { isMeant } from '../../../../src/screens/devices/list/find-devices';

const lamp = {
  deviceId: 'vdevA1b2C3d4E5f6G7h8I9',
  uuid: 'uuiddemo000000000001',
  pid: 'demolamp00000001',
  name: 'Lamp at the window',
  productName: 'Demo lamp',
  online: true,
};

/** polish, row 19. */
it.each([
  ['', true],
  ['window', true],
  ['LAMP window', true],
  ['a1b2', true],
  ['0001', true],
  ['b2:c3', true],
  ['b2c3', true],
  ['door', false],
  ['window door', false],
])('a device is found by %j: %s', (words, found) => {
  expect(isMeant(lamp, '7C:DF:A1:00:B2:C3', words)).toBe(found);
});
