import { describe, expect, it } from 'vitest';
import {
  isUnknownCommand,
  parseAuth,
  parseAuthRead,
  parseHelp,
  parseMac,
  parseSysVersion,
} from '../../../src/protocols/console/answers';

// Expectations: authorize-cli, sections 2 (commands, failures), 3 (`sys_version`) and 5 (classification).

const uuid = 'uuidbench00000000001';
const authKey = 'BENCHKEY000000000000000000000001';

describe('read_mac', () => {
  it.each([
    ['the new form', ['mac: c8:47:8c:a1:b2:c3'], []],
    ['without a space, seven groups', ['mac:c8:47:8c:a1:b2:c3'], []],
    ['upper case, bare', ['C8:47:8C:A1:B2:C3'], []],
    ['the old form, a log line', [], ['[01-01 00:00:05 ty N][cli_cmd.c:80] mac: c8:47:8c:a1:b2:c3']],
  ])('%s', (_name, lines, log) => {
    expect(parseMac(lines, log)).toBe('C8:47:8C:A1:B2:C3');
  });

  it.each([
    [['Failed to get MAC address.']],
    [['mac: c8:47:8c:a1:b2']],
    [['mac: ff:c8:47:8c:a1:b2:c3']],
    [['mac: 00:00:00:00:00:00']],
    [[]],
  ])('%j is none', (lines) => {
    expect(parseMac(lines)).toBeUndefined();
  });

  it('does not take the MAC of another log line', () => {
    expect(parseMac([], ['[01-01 00:00:05 ty D][wifi.c:8] connect to aa:bb:cc:dd:ee:ff'])).toBeUndefined();
  });
});

describe('auth-read', () => {
  it.each([
    [[uuid, authKey], { kind: 'valid', license: { uuid, authKey } }],
    [['uuid-16.chars_ok', authKey], { kind: 'valid', license: { uuid: 'uuid-16.chars_ok', authKey } }],
    [['Authorization read failure.'], { kind: 'none' }],
    [['uuidxxxxxxxxxxxxxxxx', 'keyxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'], { kind: 'none' }],
    [['', ''], { kind: 'unknown', why: 'empty-lines' }],
    [[''], { kind: 'unknown', why: 'empty-lines' }],
    [[], { kind: 'unknown', why: 'no-lines' }],
    [[uuid], { kind: 'unknown', why: 'malformed' }],
    [[uuid, authKey.slice(1)], { kind: 'unknown', why: 'malformed' }],
    [[uuid.slice(1), authKey], { kind: 'unknown', why: 'malformed' }],
    [[uuid, `${authKey.slice(2)} x`], { kind: 'unknown', why: 'malformed' }],
    [[uuid, authKey, 'more'], { kind: 'unknown', why: 'malformed' }],
    // The log says the same words; only the answer counts, and only as it is.
    [['Authorization read failur.'], { kind: 'unknown', why: 'malformed' }],
  ])('%j', (lines, device) => {
    expect(parseAuthRead(lines)).toEqual(device);
  });
});

describe('auth', () => {
  it.each([
    [['Authorization write succeeds.'], 'accepted'],
    [['Authorization write succeeds.', 'Please reset the system to ensure the new credentials are used.'], 'accepted'],
    [['uuid length must be 20/16, authkey length must be 32'], { reason: 'length', written: 'nothing' }],
    [['Authorization write failure.'], { reason: 'write-failed', written: 'perhaps' }],
    [['Authorization write flailure: tal_wifi_get_mac failed'], { reason: 'mac', written: 'nothing' }],
    [['Authorization write flailure: cJSON_CreateObject failed'], { reason: 'json', written: 'nothing' }],
    [['Use like: auth uuidxxxxxxxxxxxxxxxx keyxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'], { reason: 'usage', written: 'nothing' }],
    [['No command or file name'], { reason: 'no-command', written: 'nothing' }],
    [['Authorization write to OTP Succeeds.'], 'accepted-otp'],
    [['Authorization write to OTP failure.'], { reason: 'write-failed', written: 'perhaps' }],
    [['Authorization read from OTP failure.'], { reason: 'write-failed', written: 'perhaps' }],
    [['OTP storage is only supported on T5 platform.'], { reason: 'storage', written: 'nothing' }],
    [['Warning: mac is default mac, please check your device mac.'], { reason: 'mac', written: 'perhaps' }],
    [['Authorization write succeds.'], 'unclear'],
    [[], 'unclear'],
  ])('%j', (lines, meaning) => {
    expect(parseAuth(lines)).toEqual(meaning);
  });
});

describe('what the firmware is', () => {
  it('is told by sys_version, where the build has it', () => {
    const lines = [
      '--- Version info ---',
      'project.name      switch_demo',
      'project.version   1.0.1',
      'build.date        Jul  1 2026',
      'open.version      v1.3.0',
      'platform.chip     ESP32',
    ];
    expect(parseSysVersion(lines)).toEqual({ name: 'switch_demo', version: '1.0.1', platform: 'TuyaOpen 1.3.0' });
    expect(parseSysVersion(['No command or file name'])).toBeUndefined();
    expect(isUnknownCommand(['No command or file name'])).toBe(true);
  });

  it('is told by the names that help lists', () => {
    const listed = parseHelp([
      'auth-read            Read authorization information',
      'read_mac: Read device MAC',
      'help',
    ]);
    expect([...listed]).toEqual(['auth-read', 'read_mac', 'help']);
  });
});
