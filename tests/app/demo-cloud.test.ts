import { afterEach, expect, it } from 'vitest';
import { putUpCloud } from '../../src/app/cloud-in-worker';
import { createDemoCloud } from '../../src/app/demo-cloud';
import type { CloudEvent } from '../../src/model/cloud';
import { BenchError } from '../../src/model/problem';
import type { BenchDatabase } from '../../src/records/database';
import { importLicenses } from '../../src/records/license-import';
import { readSetting, writeSetting } from '../../src/records/settings';
import type { CloudCommand, FromWorker } from '../../src/steps/run/messages';
import { createVirtualBoard, type VirtualBoard } from '../../src/virtual/board/virtual-board';
import { buildImage } from '../../src/virtual/esp/demo-image';
import { realClock } from '../../src/virtual/parts/clock';
import { license, newDisk } from '../records/bench';

/** Issue 3: a virtual board and the page meet at the emulated cloud, over the same messages as in the worker. */

const boards: VirtualBoard[] = [];
afterEach(() => {
  for (const board of boards.splice(0)) board.dispose();
});

/** The page and the worker with the wire between them: everything crosses it as copies. */
const page = async (db: BenchDatabase) => {
  const ears = new Set<(message: MessageEvent<FromWorker>) => void>();
  const tell = (told: FromWorker) => {
    for (const ear of ears) ear({ data: structuredClone(told) } as MessageEvent<FromWorker>);
  };
  const worker = await putUpCloud(db, tell);
  const cloud = createDemoCloud({
    postMessage: (command: CloudCommand) => void worker.handle(structuredClone(command)),
    addEventListener: (_kind: string, ear: (message: MessageEvent<FromWorker>) => void) => void ears.add(ear),
  } as unknown as Worker);
  return { db, cloud, boards: worker.boards };
};

type Page = Awaited<ReturnType<typeof page>>;

const event = (cloud: Page['cloud'], kind: CloudEvent['kind']): Promise<CloudEvent> =>
  new Promise((came) => {
    const stop = cloud.listen((told) => {
      if (told.kind !== kind) return;
      stop();
      came(told);
    });
  });

const result = async (cloud: Page['cloud'], ...call: Parameters<Page['cloud']['call']>) => {
  const answer = await cloud.call(...call);
  if (!answer.success) throw new Error(`${answer.code} ${answer.msg}`);
  return answer.result;
};

const plug = ({ boards: { device } }: Page, held = license(1)): VirtualBoard => {
  const flash = buildImage({ chip: 'esp32', merged: true });
  const settings = { chip: 'esp32', flash, cloud: device, habits: { licensed: held } } as const;
  const board = createVirtualBoard(settings, realClock(40));
  boards.push(board);
  return board;
};

/** What a board prints, until it matches. */
const hears = (board: VirtualBoard, pattern: RegExp): Promise<RegExpExecArray> =>
  new Promise((came) => {
    let heard = '';
    board.send = (bytes) => {
      heard += Buffer.from(bytes).toString('latin1');
      const found = pattern.exec(heard);
      if (found) came(found);
    };
  });

const bind = async (at: Page): Promise<string> => {
  const board = plug(at);
  const waiting = hears(board, /(https:\/\/smartapp\S+?v=2\.0)[\s\S]*Wait Tuya APP scan/);
  const [, qrcode] = await waiting;
  const online = event(at.cloud, 'online');
  await result(at.cloud, {
    method: 'POST',
    path: '/v2.0/cloud/thing/active/qrcode',
    body: { qrcode, space_id: '1', time_zone_id: 'Asia/Shanghai' },
  });
  return (await online).deviceId;
};

/** Until the cloud has written itself down, with this in it. */
const kept = async (db: BenchDatabase, text: string): Promise<void> => {
  while (!String(await readSetting(db, 'emulated-cloud')).includes(text));
};

it('binds a board with a license of the ledger, commands it, hears of it, and knows it after a reload', async () => {
  const disk = newDisk();
  const at = await page(disk.tab());
  await importLicenses(at.db, { rows: [{ license: license(1) }], batch: 'Demo', virtual: true, now: 1000 });
  const deviceId = await bind(at);
  const reported = event(at.cloud, 'reported');
  const body = { commands: [{ code: 'switch_1', value: true }] };
  await result(at.cloud, { method: 'POST', path: `/v1.0/devices/${deviceId}/commands`, body });
  expect(await reported).toMatchObject({ deviceId, properties: [{ code: 'switch_1', dpId: 1, value: true }] });

  await kept(at.db, '"dpId":1,"value":true');
  const again = await page(disk.tab());
  const device = await result(again.cloud, { method: 'GET', path: `/v1.0/devices/${deviceId}` });
  expect(device).toMatchObject({ id: deviceId, uuid: license(1).uuid, online: false });
});

it('refuses a board with a license that is not virtual', async () => {
  const db = newDisk().tab();
  const at = await page(db);
  await importLicenses(db, { rows: [{ license: license(1) }], batch: 'real', virtual: false, now: 1000 });
  await hears(plug(at), /MQTT connect fail:2/);
});

it('begins anew over a state that nobody can read', async () => {
  const db = newDisk().tab();
  await writeSetting(db, 'emulated-cloud', '{"kind":"something else"}');
  const { cloud } = await page(db);
  expect(await cloud.call({ method: 'GET', path: '/v1.0/iot-03/devices' })).toMatchObject({ success: true });
});

it('answers refusals of the cloud as answers, and faults on request', async () => {
  const { cloud } = await page(newDisk().tab());
  const list = { method: 'GET', path: '/v1.0/iot-03/devices' } as const;
  expect(await cloud.call({ method: 'GET', path: '/v9.9/nothing' })).toMatchObject({ success: false, code: 1108 });
  cloud.fault('subscription-expired', true, 1);
  expect(await cloud.call(list)).toMatchObject({ success: false, code: 28841002 });
  expect(await cloud.call(list)).toMatchObject({ success: true });
  expect(cloud.virtual).toBe(true);
});

it('tells the page when the worker could not ask', async () => {
  const ears: ((message: MessageEvent<FromWorker>) => void)[] = [];
  const cloud = createDemoCloud({
    postMessage: ({ id }: { id: number }) => {
      const told = { kind: 'cloud-answer', id, problem: { code: 'storage.failed', details: {} } } as const;
      for (const ear of ears) ear({ data: told } as unknown as MessageEvent<FromWorker>);
    },
    addEventListener: (_kind: string, ear: (message: MessageEvent<FromWorker>) => void) => void ears.push(ear),
  } as unknown as Worker);
  await expect(cloud.call({ method: 'GET', path: '/x' })).rejects.toBeInstanceOf(BenchError);
});
