import { describe, expect, it } from 'vitest';
import {
  anyTuyaFilter,
  filterOfBound,
  filterOfBoundLike,
  filtersFor,
  manufacturerPayload,
  readAdvertisement,
  writeAdvertisement,
} from '../../../src/protocols/tuya-ble/advertisement';
import { advertisements, hexBytes, hexOf, sessions } from './recorded';

const prefixes = (filters: readonly { dataPrefix?: Uint8Array }[]): string[] =>
  filters.map(({ dataPrefix }) => hexOf(dataPrefix ?? new Uint8Array()));

// vectors/ble-pairing-session.json, advertisements; ble-pairing, section 2.
describe('every recorded advertisement', () => {
  it('is there: 12', () => {
    expect(advertisements).toHaveLength(12);
  });

  for (const one of advertisements) {
    const { name, uuid, productId: pid, bound, linkUp, secKey, deviceId } = one;
    const told = { uuid, pid, bound, linkUp, secKey };

    it(`${uuid}: ${name}`, () => {
      const { adv, scanResponse } = writeAdvertisement(told);
      expect([hexOf(adv), hexOf(scanResponse)]).toEqual([one.adv, one.scanResponse]);
      expect(hexOf(manufacturerPayload(told))).toBe(one.manufacturerData);
      expect(readAdvertisement(hexBytes(one.adv), hexBytes(one.scanResponse))).toEqual({
        bound,
        linkUp,
        pid: bound ? undefined : pid,
        deviceId: hexBytes(deviceId),
        uuid: uuid.length === 20 ? uuid : undefined,
        name: 'TYBLE',
      });
    });

    it(`${uuid}: ${name}, and the filters that fit it`, () => {
      const unbound = prefixes(filtersFor({ uuid, pid }));
      expect(unbound).toHaveLength(2);
      expect(unbound.includes(one.manufacturerData)).toBe(!bound);
      const all = prefixes(filtersFor({ uuid, pid, secKey: 'SecKeySecKey0123' }));
      expect(all).toHaveLength(4);
      expect(all).toContain(one.manufacturerData);
      const narrow = hexOf(filterOfBound.dataPrefix ?? new Uint8Array());
      expect(one.manufacturerData.startsWith(narrow)).toBe(bound && uuid.length === 20);
    });
  }

  it('fits no filter of another device', () => {
    for (const one of advertisements) {
      for (const other of advertisements) {
        if (one.uuid === other.uuid) continue;
        const { uuid, productId: pid } = other;
        expect(prefixes(filtersFor({ uuid, pid, secKey: 'SecKeySecKey0123' }))).not.toContain(one.manufacturerData);
      }
    }
  });

  it('is what the devices of the sessions sent, before and after a reset', () => {
    const lines = sessions.flatMap(({ licence, steps }) =>
      steps.flatMap(({ line }) => (line?.startsWith('ADV ') ? [{ licence, line }] : [])),
    );
    expect(lines).toHaveLength(5);
    for (const { licence, line } of lines) {
      const { adv, scanResponse } = writeAdvertisement({ ...licence, bound: false, linkUp: false });
      expect(line).toBe(`ADV ${hexOf(adv)} RSP ${hexOf(scanResponse)}`);
    }
  });
});

describe('around them', () => {
  const told = { uuid: 'uuidMADEUP0123456789', pid: 'madeuppid0123456', bound: false, linkUp: false };

  it('names the company, the service and all bound devices as a chooser takes them (section 12)', () => {
    expect(filtersFor(told).map(({ company }) => company)).toEqual([0x07d0, 0x07d0]);
    expect(filterOfBound).toEqual({ company: 0x07d0, dataPrefix: hexBytes('00000c81') });
    expect(anyTuyaFilter).toEqual({ services: [0xfd50] });
  });

  it('names bound devices whose id is a short one, too: their flag of a compressed id is not set (section 2)', () => {
    expect(filterOfBoundLike(told.uuid)).toEqual(filterOfBound);
    const short = 'madeupuuid-16-ch';
    const [prefix] = [filterOfBoundLike(short).dataPrefix ?? new Uint8Array()];
    expect(hexOf(prefix)).toBe('00000c80');
    const payload = manufacturerPayload({ ...told, uuid: short, bound: true, secKey: 'SecKeySecKey0123' });
    expect(hexOf(payload).startsWith(hexOf(prefix))).toBe(true);
  });

  it('mangles the name of the first generation and nothing else (section 2)', () => {
    const { adv, scanResponse } = writeAdvertisement({ ...told, generation: 1 });
    const later = writeAdvertisement({ ...told, generation: 2 });
    expect(adv).toEqual(later.adv);
    expect(hexOf(scanResponse)).toBe(hexOf(later.scanResponse).replace(/5459424c45$/, '424c450000'));
    expect(readAdvertisement(adv, scanResponse)).toMatchObject({ uuid: told.uuid, name: 'BLE' });
  });

  it('reads what there is without a scan response, and nothing of another maker', () => {
    const { adv } = writeAdvertisement(told);
    expect(readAdvertisement(adv, new Uint8Array())).toEqual({
      bound: false,
      linkUp: false,
      pid: told.pid,
      deviceId: undefined,
      uuid: undefined,
      name: '',
    });
    expect(readAdvertisement(hexBytes('02010603030918'), new Uint8Array())).toBeUndefined();
    for (let end = 0; end < adv.length; end += 1) {
      expect(readAdvertisement(adv.subarray(0, end), new Uint8Array())).toBeUndefined();
    }
  });

  it('does not make up what only a bound device has', () => {
    expect(() => manufacturerPayload({ ...told, bound: true })).toThrow(RangeError);
  });
});
