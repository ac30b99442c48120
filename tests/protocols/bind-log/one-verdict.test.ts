import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BindView } from '../../../src/model/bind';
import type { LogLine } from '../../../src/model/log-line';
import { emptyBind, foldBind } from '../../../src/protocols/bind-log/fold-bind';
import { railsOf } from '../../../src/protocols/bind-log/lives';
import { readSavedLog } from '../../../src/protocols/bind-log/saved-log';
import { verdictOf } from '../../../src/protocols/bind-log/verdict';
import { cloudBench, license, token } from '../../virtual/cloud-bench';
import { contradictions } from './contradictions';

/** Every row of the table that the rail denies. */
const denied = (view: BindView): string[] => {
  if (view.lines === 0) return [];
  const said = verdictOf(view);
  return contradictions[said.kind]
    .filter(([, lies]) => lies(view, said))
    .map(([words]) => `${said.kind}: ${words} (${view.steps.map(({ name, state }) => `${name} ${state}`).join(', ')})`);
};

const secrets: string[] = [license.authKey, token.token, 'wifipass1234'];
const logs: string[] = [];

/** Recorded: consoles of tyutool's sessions, pieces of public reports; and whole bindings of virtual boards. */
beforeAll(async () => {
  for (const name of readdirSync('tests/vectors/logs').filter((each) => each.endsWith('.log'))) {
    logs.push(readFileSync(`tests/vectors/logs/${name}`, 'utf8'));
  }
  const { sessions } = JSON.parse(readFileSync('tests/vectors/auth-session.json', 'utf8')) as {
    sessions: { events: { dir: string; hex: string }[] }[];
  };
  for (const { events } of sessions) {
    const heard = events.filter(({ dir }) => dir === 'rx').map(({ hex }) => Buffer.from(hex, 'hex'));
    const text = Buffer.concat(heard).toString('latin1');
    logs.push(text);
    secrets.push(...(text.match(/\bkey[\w]{29}\b|(?<=auth \S+ )\S{32}/g) ?? []).filter((each) => !/x{8}/.test(each)));
  }
  const pairing = `${token.region}${token.token}${token.secret}`;
  for (const fault of [undefined, 'token-expired', 'login-refused', 'wrong-auth-key'] as const) {
    const board = cloudBench();
    board.issue();
    if (fault) board.core.state.faults.push({ fault });
    await board.pass(5000);
    board.pair(pairing);
    await board.pass(12_000);
    logs.push(board.heard());
    board.forget();
    board.restart();
    await board.pass(9000);
    logs.push(board.heard());
  }
  const qr = cloudBench();
  await qr.bind();
  qr.side.send(qr.device()!.deviceId, [{ dpId: 1, value: true }]);
  await qr.pass(2000);
  logs.push(qr.heard());
});

const crashes = [
  "Guru Meditation Error: Core  0 panic'ed (LoadProhibited). Exception was unhandled.\r\nRebooting...\r\n",
  'assert failed: f g.c:1 (x)\r\nRebooting...\r\nrst:0xc (RTC_SW_CPU_RST),boot:0x8\r\n',
  'prefetch abort\r\nCurrent regs:\r\n',
  'rst:0xf (RTCWDT_BROWN_OUT_RESET),boot:0x13\r\n',
];
const troubles = [
  'DNS parser host m1.tuyacn.com failed -1',
  'tcp transporter connect failed,ret:-0x710a',
  'http_request_send error:-7689',
  'MQTT connect fail:5',
  'MQTT connect fail:3',
  'mbedtls_ssl_get_verify_result failed, flag 8',
  'TUYA_TLS faild Connect a1.tuyacn.com:443',
  'netmgr status changed to 0, old 1, active 1',
  'wired status changed to 0, old stat: 1',
  'Authorization read failure.',
  'Tuya Event ID:1(TUYA_EVENT_BIND_START)',
  'Tuya Event ID:5(TUYA_EVENT_MQTT_DISCONNECT)',
  'Activated data remove successed',
].map((text) => `[01-01 00:00:01 ty E][some.c:1] ${text}\r\n`);

/** A piece of one of them: from line to line, or torn anywhere. */
interface Piece {
  log: number;
  from: number;
  to: number;
}
const piece = fc.record({
  log: fc.nat(),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
});
const cut = ({ log, from, to }: Piece): string => {
  const lines = logs[log % logs.length]!.split(/(?<=\n)/);
  const [first, last] = [Math.floor(Math.min(from, to) * lines.length), Math.ceil(Math.max(from, to) * lines.length)];
  return lines.slice(first, last).join('');
};
const torn = ({ log, from, to }: Piece): string => {
  const text = logs[log % logs.length]!;
  return text.slice(Math.floor(Math.min(from, to) * text.length), Math.ceil(Math.max(from, to) * text.length));
};
const extra = fc.constantFrom(...crashes, ...troubles);

/** Two boards in one log: their lines take turns. */
const mixed = (one: string, other: string, turns: readonly boolean[]): string => {
  const sides = [one, other].map((text) => text.split(/(?<=\n)/));
  const out: string[] = [];
  for (let at = 0; sides.some(({ length }) => length > 0); at += 1) {
    const side = sides[turns[at % turns.length] ? 1 : 0]!;
    out.push((side.length > 0 ? side : sides.find(({ length }) => length > 0)!).shift()!);
  }
  return out.join('');
};

const merged = fc.oneof(
  fc
    .array(
      fc.oneof(
        piece.map((each) => () => cut(each)),
        extra.map((text) => () => text),
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => () => parts.map((part) => part()).join('')),
  fc.tuple(piece, piece, fc.array(fc.boolean(), { minLength: 3, maxLength: 40 })).map(
    ([one, other, turns]) =>
      () =>
        mixed(cut(one), cut(other), turns),
  ),
  piece.map((each) => () => torn(each)),
  piece.map((each) => () => cut(each).repeat(2)),
);

const leaks = (shown: string): string[] => secrets.filter((secret) => shown.includes(secret));
const fold = (view: BindView, line: LogLine) => foldBind(view, { kind: 'line', line });

describe('whatever is cut out of logs and put together', () => {
  it('the verdict never denies the rail above it, at any line', () => {
    fc.assert(
      fc.property(merged, (text) => {
        let view = emptyBind();
        for (const line of readSavedLog(text())) {
          view = fold(view, line);
          expect(denied(view)).toEqual([]);
        }
        for (const rail of railsOf(readSavedLog(text()))) expect(denied(rail)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('no secret is shown, in lines or in what is made of them', () => {
    expect(secrets.length).toBeGreaterThan(3);
    fc.assert(
      fc.property(merged, (text) => {
        const lines = readSavedLog(text());
        expect(leaks(JSON.stringify([lines, railsOf(lines)]))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('no secret is shown of a log that begins or ends in the middle of one', () => {
    const shown = (text: string) => JSON.stringify(readSavedLog(text).slice(0, 2).concat(readSavedLog(text).slice(-2)));
    let torn = 0;
    for (const log of logs) {
      for (const secret of new Set(secrets)) {
        for (let found = log.indexOf(secret); found >= 0; found = log.indexOf(secret, found + 1)) {
          for (let at = 1; at + 8 <= secret.length; at += 1) {
            // Zeros and a one stand in many a uuid.
            if (new Set(secret.slice(at)).size < 4 || new Set(secret.slice(0, at + 8)).size < 4) continue;
            torn += 1;
            expect(shown(log.slice(found + at, found + 2000))).not.toContain(secret.slice(at));
            expect(shown(log.slice(Math.max(0, found - 2000), found + at + 8))).not.toContain(secret.slice(0, at + 8));
          }
        }
      }
    }
    expect(torn).toBeGreaterThan(50);
  });

  it('a log twice is the same log, but for what is counted', () => {
    for (const log of logs) {
      const once = railsOf(readSavedLog(log)).at(-1)!;
      const twice = railsOf(readSavedLog(log + log)).at(-1)!;
      expect([verdictOf(twice).kind, twice.fault?.code]).toEqual([verdictOf(once).kind, once.fault?.code]);
    }
  });
});
