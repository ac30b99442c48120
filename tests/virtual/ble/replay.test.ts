import { describe, expect, it } from 'vitest';
import { bytesOf, cloudKeys, hexOf, type RecordedSession, radioBench, recorded } from './radio-bench';

/**
 * The recorded sessions of a peripheral built from TuyaOpen's own sources (`ble-pairing-session.json`, section "sessions"):
 * given the bytes it drew, the make-believe one has to notify the same.
 */

/** In the order in which the device drew them: P before the IV of the message it goes out in. */
const drawnIn = ({ steps }: RecordedSession): { bytes: Uint8Array[]; junk: number[] } => {
  const bytes: Uint8Array[] = [];
  const junk: number[] = [];
  for (const { dir, cmd, data = '', iv, raw, incomplete, notifies } of steps) {
    if (dir !== 'device->central') continue;
    if (incomplete) {
      // Cut off within its IV: P and the rest of it were never seen.
      bytes.push(new Uint8Array(6), bytesOf(notifies![0]!.slice(10).padEnd(32, '0')));
      continue;
    }
    if (cmd === '0x0000') bytes.push(bytesOf(data.slice(12, 24)));
    if (cmd === '0x801c') junk.push(Number.parseInt(data.slice(0, 2), 16));
    bytes.push(bytesOf(iv ?? raw!.slice(2, 34)));
  }
  return { bytes, junk };
};

/** What the recorder's own hand did to the device between two messages. */
const handOf = (name: string) =>
  name === 'bound-session-dp-and-unbind'
    ? [
        { id: 2, value: 77 },
        { id: 1, value: true },
      ]
    : [];

/** Written in the other order by the recorded build (section 9). */
const recordedTime = 0x00b95569;

describe('the recorded sessions, given the bytes the device drew', () => {
  it.each(recorded.sessions.map((session) => [session.name, session] as const))('%s', (name, session) => {
    const { licence, steps, advertisement } = session;
    const drawn = drawnIn(session);
    const bench = radioBench({
      license: licence,
      pid: licence.pid,
      bound: licence.localKey !== undefined,
      random(n) {
        const next = drawn.bytes.shift();
        expect(next?.length, 'bytes drawn').toBe(n);
        return next!;
      },
      junk: () => drawn.junk.shift()!,
      posix: () => recordedTime,
    });
    const seen = bench.radio.advertisement()!;
    expect({ adv: hexOf(seen.adv), scanResponse: hexOf(seen.scanResponse) }).toEqual(advertisement);
    const link = bench.connect()!;
    const reports = [...handOf(name)];
    let at = 0;
    for (const step of steps) {
      if (step.dir === 'central->device') for (const piece of step.writes!) link.write(bytesOf(piece));
      if (step.dir === 'device->central') {
        const expected = step.notifies ?? [];
        if (step.cmd === '0x8007') bench.radio.report([reports.shift()!]);
        // The recorder joined the one it could not open.
        const whole = step.raw === undefined ? expected : [expect.stringMatching(new RegExp(`${step.raw}$`))];
        bench.clock.pass(20);
        expect(bench.heard.slice(at, at + whole.length), `${step.cmd} ${step.undecodable ?? ''}`).toEqual(whole);
        at += whole.length;
      }
      if (step.line?.startsWith('NETCFG')) expect(bench.events).toContain(step.line);
      if (step.line?.startsWith('RESET')) expect(bench.events).toContain('RESET');
      if (step.line?.startsWith('DPS')) {
        // In the application's hands they are in reverse (section 9).
        expect(bench.commanded).toEqual([
          [
            { id: 5, value: 'AQID' },
            { id: 3, value: 'high' },
            { id: 2, value: 300 },
            { id: 1, value: true },
          ],
        ]);
      }
      if (step.line?.startsWith('DISCONNECTED')) {
        const recordedAt = Number(/t=(\d+)/.exec(step.line)![1]);
        if (name.endsWith('cloud-online')) {
          bench.state.online = true;
          bench.radio.changed();
          bench.clock.pass(3000);
          expect(bench.ended()).toBe(3000);
        } else if (recordedAt >= 30_000) {
          // The recorder let its own clock jump from the last answer on; the limit is 30.0 s after connect (section 11).
          bench.clock.pass(30_000);
          expect(bench.ended()).toBe(30_000);
        } else expect(bench.ended()).toBe(recordedAt);
      }
      const advertised = /^ADV (\w+) RSP (\w+)$/.exec(step.line ?? '');
      if (advertised) {
        const now = bench.radio.advertisement()!;
        expect([hexOf(now.adv), hexOf(now.scanResponse)]).toEqual(advertised.slice(1));
      }
    }
    bench.clock.pass(200);
    expect(bench.heard.length, 'nothing said besides').toBe(at);
    expect(drawn.bytes, 'all bytes drawn').toEqual([]);
  });

  it('are eleven, with forty whole answers', () => {
    const answers = recorded.sessions.flatMap(({ steps }) =>
      steps.filter(({ dir, iv }) => dir === 'device->central' && iv),
    );
    expect([recorded.sessions.length, answers.length]).toEqual([11, 40]);
    expect(recorded.sessions.find(({ licence }) => licence.localKey)?.licence).toMatchObject(cloudKeys);
  });
});
