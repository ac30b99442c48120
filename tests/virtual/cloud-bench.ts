import type { BoardHabits } from '../../src/model/board-habits';
import { createCore } from '../../src/virtual/cloud/core';
import { demoState, demoUid } from '../../src/virtual/cloud/demo-state';
import type { DeviceDoor } from '../../src/virtual/cloud/device-door';
import { createDeviceSide } from '../../src/virtual/cloud/device-side';
import type { CloudHappening } from '../../src/virtual/cloud/state';
import { boot } from '../../src/virtual/esp/boot/boot';
import { buildImage } from '../../src/virtual/esp/demo-image';
import type { NorFlash, RunningFirmware } from '../../src/virtual/parts/firmware';
import { createNorFlash } from '../../src/virtual/parts/nor-flash';
import type { Peripheral } from '../../src/virtual/parts/peripheral';
import type { Clock } from '../../src/virtual/parts/wire';

/** A chip that runs the make-believe firmware beside an emulated cloud, on a clock that only the test moves. */

export const license = { uuid: 'uuidbench00000000001', authKey: 'BENCHKEY000000000000000000000001' };
/** 2026-11-22, when the documents' recordings were made. */
export const today = 1_795_379_000_000;
export const token = { token: 'Tok3n7Zq', region: 'AY', secret: 'p4pX' };

/** Time that stands still; `pass` does what falls due, and waits for every answer of the cloud before it goes on. */
export const slowClock = (busy: () => boolean) => {
  let now = 0;
  const jobs = new Set<{ due: number; work: () => void }>();
  const quiet = async (): Promise<void> => {
    // Promises are through after a turn; a request may need several.
    do for (let turn = 0; turn < 2; turn++) await new Promise((done) => setImmediate(done));
    while (busy());
  };
  const clock: Clock = {
    now: () => now,
    after(ms, work) {
      const job = { due: now + ms, work };
      jobs.add(job);
      return () => jobs.delete(job);
    },
  };
  const pass = async (ms: number): Promise<void> => {
    const end = now + ms;
    for (;;) {
      await quiet();
      const [next] = [...jobs].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
      if (!next) break;
      jobs.delete(next);
      now = Math.max(now, next.due);
      next.work();
    }
    now = end;
  };
  return { clock, pass, jobs: () => jobs.size };
};

export const cloudBench = (
  settings: { habits?: BoardHabits; pid?: string; flash?: NorFlash; cloud?: boolean; bootMs?: number } = {},
) => {
  const { habits = { licensed: license }, bootMs = 1000 } = settings;
  let pending = 0;
  const { clock, pass, jobs } = slowClock(() => pending > 0);
  const core = createCore(
    { now: () => today + clock.now(), random: (n) => new Uint8Array(n) },
    demoState([license]),
    1,
  );
  const side = createDeviceSide(core);
  const happened: CloudHappening[] = [];
  core.listen((happening) => happened.push(happening));

  const asked: string[] = [];
  let reachable = true;
  const logins: string[] = [];
  const hangUps = new Set<() => void>();
  const door: DeviceDoor = {
    async http(request) {
      pending += 1;
      try {
        if (!reachable) throw new TypeError('nobody there');
        asked.push(new URL(request.url).searchParams.get('a') ?? new URL(request.url).pathname);
        const answer = await side.door.http(request);
        return new Response(await answer.text(), answer);
      } finally {
        pending -= 1;
      }
    },
    mqtt(login, deliver, closed) {
      if (!reachable) throw new TypeError('nobody there');
      hangUps.add(closed);
      const outcome = side.door.mqtt(login, deliver, closed);
      logins.push(`${login.clientId} ${outcome.code}`);
      return outcome;
    },
  };

  const flash =
    settings.flash ?? createNorFlash(4 << 20, buildImage({ chip: 'esp32', merged: true, pid: settings.pid }));
  let heard = '';
  let running: RunningFirmware | undefined;
  let radio: Peripheral | undefined;
  const start = (resetReason: 'power' | 'software'): void => {
    running?.stop();
    radio = undefined;
    running = boot(
      {
        chip: 'esp32',
        mac: 'C8:47:8C:A1:B2:C3',
        clock,
        flash,
        habits,
        bootMs,
        resetReason,
        ...(settings.cloud !== false && { cloud: door }),
        send: (bytes) => {
          heard += Buffer.from(bytes).toString('latin1');
        },
        air: (on) => {
          radio = on;
        },
        restart: () => start('software'),
        powerLoss: () => start('power'),
      },
      'esp32',
    );
  };
  start('power');

  const bench = {
    core,
    side,
    flash,
    happened,
    asked,
    logins,
    radio: () => radio,
    pass,
    jobs,
    heard: () => heard,
    /** Messages of the log since the last `forget`, without stamp and place. */
    said: () => heard.split('\u001b[0m').flatMap((piece) => /\]\[[^\]]+\] (.*)$/s.exec(piece)?.[1] ?? []),
    forget() {
      heard = '';
    },
    restart: () => start('power'),
    stop: () => running?.stop(),
    reach(there: boolean) {
      reachable = there;
      if (!there) for (const closed of hangUps) closed();
    },
    ask: async (line: string, ms = 200): Promise<string> => {
      heard = '';
      running?.receive(Buffer.from(`${line}\r`, 'latin1'));
      await pass(ms);
      return heard;
    },
    pair: (text: string) => running?.pair?.({ ssid: 'Workshop', password: 'wifipass1234', token: text }),
    device: () => core.state.devices[0],
    /** A token that this cloud knows. */
    issue(text = token.token, lifeMs = 600_000) {
      core.state.tokens.push({
        ...token,
        token: text,
        uid: demoUid,
        expiresAt: today + clock.now() + lifeMs,
        failed: [],
      });
      return { ...token, token: text };
    },
    /** Through the bind channel, from power-on to the first login. */
    async bind(text?: string) {
      const issued = bench.issue(text);
      await pass(5000);
      side.pushToken(license.uuid, issued);
      await pass(10_000);
      return bench;
    },
  };
  return bench;
};
