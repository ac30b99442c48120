/**
 * The make-believe cloud beside the virtual boards: one for all of them, kept over a reload, asked by the page with calls
 * that are signed and checked as a real project's.
 */
import { createOpenApiClient } from '../links/openapi-client';
import { pause } from '../links/wait';
import { ownClock } from '../model/clock';
import type { CloudAnswer, CloudCall } from '../model/cloud';
import type { License } from '../model/license';
import { asBenchError } from '../model/problem';
import type { BenchDatabase } from '../records/database';
import { listLicenses, openLicense } from '../records/license-questions';
import { readSetting, writeSetting } from '../records/settings';
import type { RunCloud } from '../steps/device/run-cloud';
import type { CloudCommand, CloudTold } from '../steps/run/messages';
import type { DeviceDoor } from '../virtual/cloud/device-door';
import { createEmulatedCloud } from '../virtual/cloud/emulated-cloud';
import { restoreState } from '../virtual/cloud/kept-state';
import type { CloudFault, CloudState } from '../virtual/cloud/state';
import type { BoardCloud } from './virtual-table';

export interface WorkerCloud {
  boards: BoardCloud;
  /** For the runs of virtual boards. */
  run: RunCloud;
  handle(command: CloudCommand): Promise<void>;
}

/** Made-up devices, tokens and keys, worth nothing outside this browser. */
const settingName = 'emulated-cloud';
const saveWithinMs = 250;
/** As the relay waits for room: concurrent calls of a project have a limit (openapi, section 6). */
const tooManyAtOnce = 1110;
const triesForRoom = 6;
/** Nobody is there: the emulated cloud takes the place of `fetch`. */
const baseUrl = 'https://openapi.virtual.test';

const keptState = async (db: BenchDatabase): Promise<CloudState | undefined> => {
  try {
    const kept = await readSetting(db, settingName);
    return typeof kept === 'string' ? restoreState(kept) : undefined;
  } catch {
    // Of an older bench, or damaged: a demo begins anew rather than not at all.
    return undefined;
  }
};

/** The virtual licenses of the ledger, as it stands whenever a device asks its way. */
const ledgerLicenses = (db: BenchDatabase) => {
  const known = new Map<string, License>();
  return {
    find: (uuid: string) => known.get(uuid),
    async learn(): Promise<void> {
      for (const { uuid } of await listLicenses(db, { virtual: true })) {
        if (!known.has(uuid)) known.set(uuid, await openLicense(db, uuid));
      }
    },
  };
};

export const putUpCloud = async (db: BenchDatabase, tell: (told: CloudTold) => void): Promise<WorkerCloud> => {
  const licenses = ledgerLicenses(db);
  const cloud = createEmulatedCloud({
    world: { ...ownClock, random: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    state: await keptState(db),
    device: { license: licenses.find },
  });

  let saving = false;
  const save = (): void => {
    if (saving) return;
    saving = true;
    setTimeout(() => {
      saving = false;
      // Without storage the demo lasts as long as the page.
      writeSetting(db, settingName, cloud.serialise()).catch(() => {});
    }, saveWithinMs);
  };
  cloud.listen(save);
  cloud.listenToEvents((event) => tell({ kind: 'cloud-event', event }));
  const ask = async (call: CloudCall): Promise<CloudAnswer> => {
    if (!client) throw new Error('an emulated cloud without a project');
    for (let tries = 1; ; tries += 1) {
      const answer = await client.call(call).finally(save);
      if (answer.success || answer.code !== tooManyAtOnce || tries >= triesForRoom) return answer;
      // Eight boards at once share one project, as they would in a workshop; spread, or all come back together.
      await pause(200 * tries + Math.random() * 200);
    }
  };

  const [project] = cloud.state.projects;
  const client =
    project &&
    createOpenApiClient({
      fetch: (request) => cloud.openapi(request),
      baseUrl,
      accessId: project.accessId,
      secret: project.secret,
      ...ownClock,
    });

  const device: DeviceDoor = {
    async http(request) {
      // A device asks its way before it logs in, so that its license is known by then.
      await licenses.learn();
      return cloud.device.http(request).finally(save);
    },
    mqtt: cloud.device.mqtt,
  };

  const [user] = cloud.state.users ?? [];
  return {
    boards: { device, issueLicense: cloud.issueLicense },
    run: {
      place: 'page',
      cloud: { virtual: true, call: ask, listen: cloud.listenToEvents },
      events: 'virtual',
      pids: cloud.state.products.map(({ pid }) => pid),
      ...(user && { owner: { kind: 'user', uid: user.uid } }),
    },
    async handle(command) {
      if (command.kind === 'cloud-fault') {
        if (command.set) cloud.set(command.fault as CloudFault, command.times);
        else cloud.clear(command.fault as CloudFault);
        return;
      }
      const { id, call } = command;
      try {
        tell({ kind: 'cloud-answer', id, answer: await ask(call) });
      } catch (fault) {
        tell({ kind: 'cloud-answer', id, problem: asBenchError(fault).problem });
      }
    },
  };
};
