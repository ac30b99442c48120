/**
 * The second port of a T5AI, where its log comes out (beken-uart-boot, section 1): heard with the console, never written
 * to, and no way around the mask.
 */
import { expect, it } from 'vitest';
import { openConsole } from '../../src/links/console-session';
import type { LogLine } from '../../src/model/log-line';
import { createKnownSecrets } from '../../src/protocols/console/known-secrets';
import { consoleTimes } from '../../src/protocols/console/times';
import { exchange, scriptedLink } from './scripted-link';

const key = 'Zk8Qw2Lr5Tn9Vb3Xc7Md1Pf6Gh4Js0Ya';

const bench = (secrets: readonly string[] = []) => {
  const [link, log] = [scriptedLink(), scriptedLink()];
  const lines: LogLine[] = [];
  const told: string[] = [];
  const session = openConsole(link, {
    onLines: (more) => lines.push(...more),
    onIdentity: ({ deviceId }) => told.push(deviceId),
    secrets: createKnownSecrets(secrets),
    now: () => 5,
    ticks: () => 5,
    times: { ...consoleTimes, bannerGraceMs: 20 },
  });
  return { link, log, lines, told, session };
};
const texts = (lines: readonly LogLine[]) => lines.map(({ text }) => text);

it('is heard beside the console, with what it said before, and told to be the log’s', () => {
  const { link, log, lines, session } = bench();
  session.hearLog(log, Buffer.from('[01-01 00:00:01 ty I][app.c:1] first\r\n[01-01 00:00:01 ty I][app.c:2] sec'));
  log.says('ond\r\n');
  link.says('[01-01 00:00:02 ty I][app.c:3] third\r\n');
  expect(lines.map(({ text, from }) => `${from ?? 'console'} ${text}`)).toEqual([
    'log-port first',
    'log-port second',
    'console third',
  ]);
});

it('tells that the application is up, which the console of such a board does not', async () => {
  const { log, session } = bench();
  session.hearLog(log);
  const up = session.waitForApp();
  log.says('[01-01 00:00:01 ty N][tal.c:1] Application information:\r\n');
  log.says('[01-01 00:00:01 ty N][tal.c:2] Project name:        switch_demo\r\n');
  log.says('[01-01 00:00:01 ty N][tal.c:3] App version:         1.0.2\r\n');
  await up;
  expect(session.seen.app?.name).toBe('switch_demo');
});

it('shows no secret: not one of the run, not one that was sent over the console, not one that it tells itself', async () => {
  const { link, log, lines, told, session } = bench(['Wi-Fi-Passw0rd']);
  session.hearLog(log);
  link.answer((line) => exchange(line, ['Authorization write succeeds.']));
  await session.ask(`auth uuidbench00000000001 ${key}`, { secret: key });
  log.says(`[01-01 00:00:03 ty D][tuya.c:1] join Home Wi-Fi-Passw0rd\r\n`);
  log.says(`[01-01 00:00:03 ty D][tuya.c:2] got ${key}\r\n`);
  const json = JSON.stringify({
    devId: '6cbenchdev0000000001xy',
    secKey: 'Pl4ntedSecKey_02',
    localKey: 'Pl4ntedLocalKey1',
  });
  log.says(`[01-01 00:00:04 ty D][tuya_iot.c:190] result len ${json.length} :${json}\r\n`);
  expect(told).toEqual(['6cbenchdev0000000001xy']);
  expect(texts(lines)).toContain('join Home ••••••');
  expect(texts(lines)).toContain('got ••••••');
  expect(JSON.stringify(lines)).not.toMatch(/Passw0rd|Pl4nted|Zk8Qw2/);
});

it('is neither written to nor taken for the answer of a command', async () => {
  const { link, log, session } = bench();
  session.hearLog(log);
  link.answer((line) => exchange(line, ['uuidbench00000000001', key]));
  const asked = session.ask('auth-read');
  log.says('tuya> nothing\r\n[01-01 00:00:03 ty D][tuya.c:1] uuid\r\n');
  expect(await asked).toEqual(['uuidbench00000000001', key]);
  expect(log.sent).toEqual([]);
});

it('is let go with the console, its last words shown', () => {
  const { log, lines, session } = bench();
  session.hearLog(log);
  log.says('[01-01 00:00:01 ty I][app.c:1] cut sho');
  session.stop();
  log.says('rt\r\n');
  expect(texts(lines)).toEqual(['cut sho']);
  session.hearLog(log);
  log.says('[01-01 00:00:01 ty I][app.c:1] later\r\n');
  expect(texts(lines)).toEqual(['cut sho']);
});
