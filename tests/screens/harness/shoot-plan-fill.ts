/** For the pictures of the plan: a product, files, licenses, two recipes of the plan given, and a browser with Bluetooth. */
import type { Plan } from '../../../src/model/run';
import { readFirmware } from '../../../src/protocols/firmware/read-firmware';
import { benchDatabase } from '../../../src/records/database';
import { addFirmware, sha256Of } from '../../../src/records/firmware';
import { keepRecipe } from '../../../src/records/recipes';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { fillLedger, fillShelf } from './fill';
import { fillProducts } from './shoot-products-fill';

/** A boot loader on the shelf, and a plan that names it. Its SHA-256. */
export const fillPart = async (plan: Plan): Promise<string> => {
  const bytes = buildImage({ chip: 'esp32', merged: true }).slice(0x1000, 0x8000);
  const sha256 = await sha256Of(bytes.buffer);
  const fileName = 'bootloader.bin';
  const row = { sha256, fileName, addedAt: Date.now(), virtual: false, facts: readFirmware(bytes, fileName) };
  await addFirmware(benchDatabase(), row, bytes.buffer);
  window.surroundings.stock.setState(({ firmware }) => ({ firmware: [...firmware, row] }));
  window.surroundings.bench.view.setState({ plan: { ...plan, firmware: sha256 } });
  return sha256;
};

export const fillPlan = async (plan: Plan, ssids: readonly string[]) => {
  window.surroundings.radio = { available: async () => 'yes', choose: async () => {}, showAll: () => undefined };
  await fillProducts();
  await fillLedger();
  await fillShelf();
  const db = benchDatabase();
  const unbound = { ...plan, pair: false, activate: false, control: false };
  await keepRecipe(db, { id: '1', name: 'Desk lamp', plan, productName: 'Desk lamp', at: 1 });
  await keepRecipe(db, { id: '2', name: 'Flash and license only', plan: unbound, at: 2 });
  window.surroundings.bench.view.setState({ plan, ssids });
};
