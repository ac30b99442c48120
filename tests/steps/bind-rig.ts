/** A bench with a radio and a cloud: the make-believe ones, behind the same seams as the real ones. */
import { createOpenApiClient } from '../../src/links/openapi-client';
import type { Radio } from '../../src/links/radio';
import type { BoardHabits } from '../../src/model/board-habits';
import { ownClock } from '../../src/model/clock';
import type { Cloud } from '../../src/model/cloud';
import { BenchError } from '../../src/model/problem';
import type { Plan } from '../../src/model/run';
import { keepProduct } from '../../src/records/products';
import { createVirtualRadio } from '../../src/virtual/ble/virtual-radio';
import { demoProducts } from '../../src/virtual/cloud/demo-products';
import { demoAssetId } from '../../src/virtual/cloud/demo-state';
import { createEmulatedCloud } from '../../src/virtual/cloud/emulated-cloud';
import type { BoardTiming } from '../../src/virtual/parts/wire';
import { createRig, madeUp, newDatabase, stockFirmware, stockLicenses } from './rig';

export const lampPid = 'demolamp00000001';

/** As a browser is: a page may think the link gone while its computer still holds it. */
const hangingUpLate = (radio: Radio, ms: number): Radio => ({
  async find(...asked) {
    const device = await radio.find(...asked);
    return {
      ...device,
      async connect(signal) {
        const link = await device.connect(signal);
        return { ...link, close: async () => void setTimeout(() => void link.close(), ms) };
      },
    };
  },
});

/**
 * `cloudGone`: the devices reach their cloud, the bench does not. `hangUpMs`: how late a link ends that was closed. `air`:
 * another one than that of the boards of this rig.
 */
export const createBindRig = async (
  plan: Partial<Plan> = {},
  {
    cloudGone = false,
    hangUpMs = 0,
    clock = ownClock,
    air,
  }: { cloudGone?: boolean; hangUpMs?: number; clock?: typeof ownClock; air?: Radio } = {},
) => {
  const emulated = createEmulatedCloud({
    world: { ...clock, random: (length) => crypto.getRandomValues(new Uint8Array(length)) },
  });
  const [project] = emulated.state.projects;
  const client = createOpenApiClient({
    fetch: (request) => emulated.openapi(request),
    baseUrl: 'https://openapi.virtual.test',
    accessId: project?.accessId ?? '',
    secret: project?.secret ?? '',
    ...clock,
  });
  const cloud: Cloud = { virtual: true, call: client.call, listen: emulated.listenToEvents };
  const db = newDatabase();
  const { sha256 } = await stockFirmware(db);
  await stockLicenses(db, 3);
  const [lamp] = demoProducts;
  if (lamp) await keepProduct(db, { ...lamp, virtual: false, source: 'hand', at: 1 });
  for (const at of [1, 2, 3]) emulated.issueLicense(madeUp(at));
  const radio = air ?? createVirtualRadio(() => rig.boards());
  const rig = await createRig(
    db,
    { firmware: sha256, product: lampPid, ssid: 'Bench', ...plan },
    {
      ...clock,
      radio: hangUpMs > 0 ? hangingUpLate(radio, hangUpMs) : radio,
      cloud: async () => {
        if (cloudGone) throw new BenchError('cloud.no-relay');
        const owner = { kind: 'asset', id: demoAssetId, name: 'Demo workshop' } as const;
        return { place: 'relay', cloud, events: 'virtual', owner };
      },
    },
  );
  await rig.bench.handle({ kind: 'set-wifi', ssid: 'Bench', password: 'correct horse' });
  const bindable = (habits: BoardHabits = {}, slower: Partial<BoardTiming> = {}) =>
    rig.makeBoard('esp32', habits, slower, { cloud: emulated.device });
  return { ...rig, emulated, bindable, call: client.call };
};
