import { describe, expect, it } from 'vitest';
import { bind } from '../../../src/i18n/en/bind';
import { zh } from '../../../src/i18n/zh';
import type { BindView } from '../../../src/model/bind';
import { verdictOf } from '../../../src/protocols/bind-log/verdict';
import { faultOf, railOf, shape } from './heard';

const uuid = 'uuidbench00000000001';
/** As TuyaOpen prints it whether TUYA_OPENSDK_UUID in tuya_config.h is the placeholder or a license of somebody's. */
const none = [
  'Application information:',
  'tal_kv.c| lfs open UUID_TUYAOPEN -2 err',
  'tuya_authorize.c| Authorization read failure.',
  'Replace the TUYA_OPENSDK_UUID and TUYA_OPENSDK_AUTHKEY contents, otherwise the demo cannot work.',
  'tuya_iot_init',
];
const waiting = 'Tuya Event ID:1(TUYA_EVENT_BIND_START)';
const from = (view: BindView) => view.steps[0]?.details?.from;

describe('a license that was compiled in', () => {
  it.each([
    ['what is stored of a binding lies under it', `lfs open ${uuid} -2 err`],
    ['firmware of earlier years prints it', `uuid ${uuid}, authkey ••••••`],
    ['it logs in with it to wait for a QR code', `clientid:acon_${uuid}`],
  ])('is told apart from the placeholder: %s', (_, line) => {
    const view = railOf(...none, line, waiting);
    expect(view.fault).toBeUndefined();
    expect(shape(view)).toBe('+o........');
    expect([view.uuid, from(view)]).toEqual([uuid, 'compiled']);
    expect(verdictOf(view)).toEqual({ kind: 'waiting', way: 'any' });
  });

  it('that opens the door of the QR way is good, whatever it is', () => {
    const view = railOf(...none, waiting, 'Tuya Event ID:15(TUYA_EVENT_DIRECT_MQTT_CONNECTED)');
    expect(view.fault).toBeUndefined();
    expect(from(view)).toBe('compiled');
  });

  it('that nobody has named yet is a doubt, and stays one', () => {
    const view = railOf(...none, waiting);
    expect(faultOf(view)).toEqual(['bind.no-license', 'license']);
    expect(shape(view)).toBe('?o........');
    expect(view.fault?.times).toBeUndefined();
  });

  it('that is the placeholder is one, by any of them', () => {
    for (const line of [
      'lfs open uuidxxxxxxxxxxxxxxxx -2 err',
      'uuid uuidxxxxxxxxxxxxxxxx, authkey ••••••',
      'clientid:acon_uuidxxxxxxxxxxxxxxxx',
    ]) {
      expect(faultOf(railOf(...none, line, waiting))).toEqual(['bind.placeholder-license', 'license']);
    }
  });

  it('is no fault of a device that is bound with it', () => {
    const bound = [...none, 'Tuya Event ID:14(TUYA_EVENT_BINDED_NOTIFY)', 'Tuya MQTT connected.'];
    expect(railOf(...bound).fault).toBeUndefined();
    expect(verdictOf(railOf(...bound)).kind).toBe('bound');
    // The command that reads the license says the same words at any time.
    expect(verdictOf(railOf(...bound, 'tuya_authorize.c| Authorization read failure.')).kind).toBe('bound');
  });

  it('gives way to one that is written', () => {
    const view = railOf(
      ...none,
      'Authorization write succeeds.',
      'Application information:',
      'Authorization read succeeds.',
    );
    expect([view.fault, from(view)]).toEqual([undefined, 'store']);
  });
});

describe('where a license came from', () => {
  it.each([
    ['the store', 'Authorization read succeeds.', 'store'],
    ['one-time memory', 'Authorization otp read succeeds.', 'otp'],
  ])('%s', (_, line, place) => {
    const view = railOf('Application information:', line, `lfs open ${uuid} -2 err`);
    expect([from(view), view.uuid]).toEqual([place, uuid]);
  });

  it('stands on the rail in both languages where it is not the usual place', () => {
    for (const words of [bind.words, zh.bind as typeof bind.words]) {
      const said = (place: string) => words.fact('license', { uuid, from: place }, 'log');
      expect(new Set([said('store'), said('otp'), said('compiled')]).size).toBe(3);
    }
  });

  it('is not taken from other names that are missing in the store', () => {
    const view = railOf(...none, 'lfs open AUTHKEY_TUYAOPEN -2 err', 'lfs open endpoint.domain -2 err');
    expect(view.uuid).toBeUndefined();
    expect(faultOf(view)).toEqual(['bind.no-license', 'license']);
  });
});
