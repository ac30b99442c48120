/** What some chips need before their flash can be asked (esptool, `esp32p4.py`, `power_on_flash`). */
import { expect, test } from 'vitest';
import { createEspFamily } from '../../../src/chips/esp/family';
import { oddChip } from '../odd-chip';
import { brisk, forever, problemOf, unwatched } from './esp-board';

const word2 = 0x5012d04c;
const padGroup = 0x5011010c;
const writeRegister = 0x09;
const spiAttach = 0x0d;

const asked = async (revision: number) => {
  const link = oddChip({ [word2]: revision }, 18);
  await problemOf(createEspFamily(brisk).connect(link, unwatched, forever));
  return link.asked.map(({ op, payload }) => ({
    op,
    address: payload.length < 4 ? undefined : new DataView(payload.buffer).getUint32(0, true),
  }));
};

test('the flash of a P4 v3.1 is given power before it is attached', async () => {
  const commands = await asked((3 << 4) | 1);
  const power = commands.findIndex(({ op, address }) => op === writeRegister && address === padGroup);
  const attach = commands.findIndex(({ op }) => op === spiAttach);
  expect(power).toBeGreaterThan(0);
  expect(attach).toBeGreaterThan(power);
});

test('one of an older P4 has it already', async () => {
  const commands = await asked((1 << 4) | 3);
  expect(commands.some(({ op, address }) => op === writeRegister && address === padGroup)).toBe(false);
  expect(commands.some(({ op }) => op === spiAttach)).toBe(true);
});
